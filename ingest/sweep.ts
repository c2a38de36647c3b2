import type { User } from '../domain/enrolment/user.ts';
import { minute, second, type Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { CarryOut } from './carry-out.ts';
import type { Pending } from './fold.ts';

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
  readonly fold: (pending: Pending) => Promise<unknown>;
  readonly now: () => Instant;
}

/** What is younger than this is probably still being worked on by whoever began it. */
const settles = 10 * second;
/** Ids of folded events stay in the user's document for minutes without harm; nobody but a sweep may know them done. */
const lingers = 5 * minute;
/** A sweep is bounded, the next one comes soon. */
const largestSweep = 500;

/** Finishes what a crash, or a Temporal that was away, has interrupted. Safe at any time, on any number of processes. */
export async function sweep(dependencies: SweepDependencies): Promise<Swept> {
  const { store, now } = dependencies;
  const pending = await store.events.pending(now() - settles, largestSweep);
  await Promise.all(pending.map(({ event }) => dependencies.fold({ event, storedAt: null })));
  const overdue = await store.users.overdue(now() - settles, largestSweep);
  const told = await Promise.all(overdue.map((id) => retell(id, dependencies)));
  const stale = await store.users.withApplied(now() - lingers, largestSweep);
  const tidied = await Promise.all(stale.map((id) => tidy(id, dependencies)));
  return { events: pending.length, intents: sum(told), tidied: sum(tidied) };
}

async function retell(id: string, { store, carryOut }: SweepDependencies): Promise<number> {
  const user = await store.users.read(id);
  for (const intent of user.todo) await carryOut(user, intent);
  return user.todo.length;
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
