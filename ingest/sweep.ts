import { changed, originOn } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { minute, second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import type { StoredEvent } from '../store/events.ts';
import type { Store } from '../store/index.ts';
import { about, type CarryOut } from './carry-out.ts';
import { eachOf, fulfilled } from './each-of.ts';
import type { Pending } from './fold.ts';
import type { Join } from './join.ts';
import type { Meet } from './meet.ts';
import { createRound, type List } from './round.ts';

/** What one sweep found and finished. */
export interface Swept {
  readonly events: number;
  readonly intents: number;
  readonly tidied: number;
  /** Users whose becoming another one was interrupted. */
  readonly joined: number;
}

export interface SweepDependencies {
  readonly store: Store;
  /** Does what is left to do for a user. */
  readonly carryOut: CarryOut;
  /** Looks why a workflow does not answer to what it was told. */
  readonly meet: Meet;
  readonly fold: (pending: Pending) => Promise<unknown>;
  /** Goes on with whoever is being forgotten. */
  readonly forget: () => Promise<void>;
  readonly join: Pick<Join, 'finish'>;
  readonly now: () => Instant;
}

export interface Sweeping {
  /** What is younger is left alone. */
  readonly settles: Milliseconds | undefined;
  /** Whether nothing more is to be begun. */
  readonly isStopped: () => boolean;
}

/** Finishes what a crash, or a Temporal that was away, has interrupted. Safe at any time, on any number of processes. */
export type Sweep = (sweeping: Sweeping) => Promise<Swept>;

/** What is younger than this is probably still being worked on by whoever began it. */
const usuallySettles: Milliseconds = 10 * second;
/** A workflow that was told decides soon; where it has not, it may be ahead of a document that was restored. */
const soon = minute;
/** Ids of folded events stay in the user's document for minutes without harm; nobody but a sweep may know them done. */
const lingers = 5 * minute;
/** A sweep is bounded, the next one comes soon. */
const largestSweep = 500;
/** Where Temporal does not answer, every call takes seconds; the next sweep's events do not wait for all of them. */
const longest: Milliseconds = 10 * second;
/** Users who are looked after at the same time. */
const atOnce = 20;

export function createSweep(dependencies: SweepDependencies): Sweep {
  const forgetting = (): Part => () => dependencies.forget().then(() => 0);
  const parts = [joiningOf, foldingOf, tellingOf, tidyingOf, forgetting].map((part) => part(dependencies));
  return async (sweeping) => {
    // Whatever went wrong with one part, or one user, was no reason to leave the others.
    const ends = await eachOf(parts, (part) => part(sweeping), { atOnce: 1, isOver: () => false });
    const [joined = 0, events = 0, intents = 0, tidied = 0] = fulfilled(ends);
    return { events, intents, tidied, joined };
  };
}

/** One part of a sweep; gives how much it has finished. */
type Part = (sweeping: Sweeping) => Promise<number>;

function joiningOf({ store, join, now }: SweepDependencies): Part {
  const round = createRound(largestSweep);
  return async ({ settles = usuallySettles, isStopped }) => {
    const before = now() - settles;
    const merging: List<string> = (limit, skip) => store.users.merging(before, limit, skip);
    return fulfilled(await round(merging, (id) => join.finish(id), { atOnce, isOver: isStopped })).length;
  };
}

function foldingOf({ store, fold, now }: SweepDependencies): Part {
  const round = createRound(largestSweep);
  return async ({ settles = usuallySettles, isStopped }) => {
    const before = now() - settles;
    const pending: List<StoredEvent> = (limit, skip) => store.events.pending(before, limit, skip);
    // All at once: events of one user are folded in one write.
    const hands = { atOnce: largestSweep, isOver: isStopped };
    return fulfilled(await round(pending, ({ event }) => fold({ event, storedAt: null }), hands)).length;
  };
}

function tellingOf(dependencies: SweepDependencies): Part {
  const { store, now } = dependencies;
  const round = createRound(largestSweep);
  return async ({ settles = usuallySettles, isStopped }) => {
    const began = now();
    const overdue: List<string> = (limit, skip) => store.users.overdue(began - settles, limit, skip);
    const isOver = (): boolean => isStopped() || now() - began > longest;
    return sum(fulfilled(await round(overdue, (id) => retell(id, dependencies, isOver), { atOnce, isOver })));
  };
}

function tidyingOf(dependencies: SweepDependencies): Part {
  const { store, now } = dependencies;
  const round = createRound(largestSweep);
  return async ({ isStopped }) => {
    const before = now() - lingers;
    const stale: List<string> = (limit, skip) => store.users.withApplied(before, limit, skip);
    return sum(fulfilled(await round(stale, (id) => tidy(id, dependencies), { atOnce, isOver: isStopped })));
  };
}

async function retell(id: string, dependencies: SweepDependencies, isOver: () => boolean): Promise<number> {
  const { store, carryOut, meet, now } = dependencies;
  const user = await store.users.read(id);
  const age = now() - (user.todoSince ?? now());
  const again = async (intent: Intent): Promise<void> => {
    // Every signal is a line of history: one that changes nothing comes at growing gaps.
    if (intent.kind !== 'wake' || Math.random() * age < soon) await carryOut(user, intent);
    if (intent.kind !== 'wake' || age <= soon) return;
    await meet(originOn(user, intent.course), intent.course, about(intent));
  };
  const ends = await eachOf([...user.todo].sort(byPlace), again, { atOnce: 1, isOver });
  return fulfilled(ends).length;
}

/** What needs no Temporal does not wait for it. */
function byPlace(a: Intent, b: Intent): number {
  return Number(b.kind === 'event') - Number(a.kind === 'event');
}

/** Takes ids of done events off the user's list; a lost race is left to the next sweep. */
async function tidy(id: string, { store, now }: SweepDependencies): Promise<number> {
  const user = await store.users.read(id);
  const old = user.applied.filter(({ at }) => at < now() - lingers);
  const done = await store.events.done(old.map((each) => each.id));
  const tidied = changed(user, { applied: user.applied.filter((each) => !old.includes(each) || !done.has(each.id)) });
  const removed = user.applied.length - tidied.applied.length;
  return removed > 0 && (await store.users.write(tidied, now())) ? removed : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
