import type { Instant } from '../time/instant.ts';

/** Who asked for something to be done to a user, and why. */
export interface Asked {
  readonly by: string;
  readonly reason: string;
}

/** How many documents of each collection, and how many `executions` in Temporal, named the user. */
export type Counts = Readonly<Record<string, number>>;

/** What stays of having forgotten somebody: nothing in it tells who it was. */
export interface Proof extends Asked {
  /** When it was asked for, on the clock that decides. */
  readonly at: Instant;
  readonly counts: Counts;
  /** When nothing was left any more; null while it is under way. */
  readonly doneAt: Instant | null;
  /** When the same id was let in again as somebody new; null where it was not. */
  readonly readmitted: (Asked & { readonly at: Instant }) | null;
}

/** What has to be known until all is forgotten, and goes with it. */
export interface Forgetting {
  /** The keyed hash of the first of the ids: under which the proof is kept. */
  readonly hash: string;
  /** The user's ids: the one that is known, then those that were merged into it. */
  readonly users: readonly string[];
  /** Stands in the user's place where something is counted. */
  readonly pseudonym: string;
  /** Ids of workflows that there may be executions of. */
  readonly workflows: readonly string[];
  /** Whoever had read the user before has written by then (real time); null until everybody is told. */
  readonly quietAt: Instant | null;
}

/** Whether nobody of this id is taken in: under way, or done and not readmitted. */
export function isBarred({ doneAt, readmitted }: Pick<Proof, 'doneAt' | 'readmitted'>): boolean {
  return doneAt === null || readmitted === null;
}
