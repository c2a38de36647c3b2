import type { User } from '../domain/enrolment/user.ts';
import { minute, second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { CarryOut } from './carry-out.ts';
import type { Pending } from './fold.ts';
import type { Meet } from './meet.ts';

/** What one sweep found and finished. */
export interface Swept {
  readonly events: number;
  readonly intents: number;
  readonly tidied: number;
}

export interface SweepDependencies {
  readonly store: Store;
  /** Does what is left to do for a user. */
  readonly carryOut: CarryOut;
  /** Looks why a workflow does not answer to what it was told. */
  readonly meet: Meet;
  readonly fold: (pending: Pending) => Promise<unknown>;
  readonly now: () => Instant;
  readonly settles: Milliseconds | undefined;
}

/** What is younger than this is probably still being worked on by whoever began it. */
const usuallySettles: Milliseconds = 10 * second;
/** A workflow that was told decides soon; where it has not, it may be ahead of a document that was restored. */
const soon = minute;
/** Ids of folded events stay in the user's document for minutes without harm; nobody but a sweep may know them done. */
const lingers = 5 * minute;
/** A sweep is bounded, the next one comes soon. */
const largestSweep = 500;

/** Finishes what a crash, or a Temporal that was away, has interrupted. Safe at any time, on any number of processes. */
export async function sweep(dependencies: SweepDependencies): Promise<Swept> {
  const { store, now, settles = usuallySettles } = dependencies;
  const pending = await store.events.pending(now() - settles, largestSweep);
  const folded = await Promise.allSettled(pending.map(({ event }) => dependencies.fold({ event, storedAt: null })));
  const overdue = await store.users.overdue(now() - settles, largestSweep);
  const told = await Promise.allSettled(overdue.map((id) => retell(id, dependencies)));
  const stale = await store.users.withApplied(now() - lingers, largestSweep);
  const tidied = await Promise.allSettled(stale.map((id) => tidy(id, dependencies)));
  // Whatever went wrong with one user was no reason to leave the others.
  done(folded);
  return { events: pending.length, intents: sum(done(told)), tidied: sum(done(tidied)) };
}

async function retell(id: string, { store, carryOut, meet, now }: SweepDependencies): Promise<number> {
  const user = await store.users.read(id);
  const age = now() - (user.todoSince ?? now());
  for (const intent of user.todo) {
    // Every signal is a line of history: one that changes nothing comes at growing gaps.
    if (intent.kind !== 'wake' || Math.random() * age < soon) await carryOut(user, intent);
    if (intent.kind === 'wake' && age > soon) await meet(user.id, intent.course, { event: intent.event });
  }
  return user.todo.length;
}

/** @throws the first of the reasons, where there are any */
function done<Value>(results: readonly PromiseSettledResult<Value>[]): readonly Value[] {
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** Takes ids of done events off the user's list; a lost race is left to the next sweep. */
async function tidy(id: string, { store, now }: SweepDependencies): Promise<number> {
  const user = await store.users.read(id);
  const old = user.applied.filter(({ at }) => at < now() - lingers);
  const done = await store.events.done(old.map((each) => each.id));
  const tidied: User = { ...user, applied: user.applied.filter((each) => !old.includes(each) || !done.has(each.id)) };
  const removed = user.applied.length - tidied.applied.length;
  return removed > 0 && (await store.users.write(tidied, now())) ? removed : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
