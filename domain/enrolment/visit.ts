import type { ErrorCode } from '../errors.ts';
import type { Exposure } from '../experiment/experiment.ts';
import type { Match, Matches } from '../journey/clause.ts';
import type { Await, Effect, State, TrailEntry } from '../journey/state.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant } from '../time/instant.ts';

/** What a command came to. */
export interface Answered {
  readonly id: string;
  /** What was done and what follows, or why nothing was. */
  readonly words: string;
  /** The error's code; absent where the command was obeyed. */
  readonly refused?: ErrorCode;
}

/** A decision as it is kept: asked again for the same number, it is given again, whole. */
export interface Decision {
  /** Counts the decisions of a visit from 1. */
  readonly number: number;
  /** The instant as of which it was taken. */
  readonly at: Instant;
  readonly state: State;
  readonly effect: Effect;
  readonly trail: readonly TrailEntry[];
  /** Arms met on the way, to be recorded. */
  readonly exposures: readonly Exposure[];
  /** The command that was taken with it. */
  readonly command?: Answered;
}

/** A goal that still counts while nothing of its journey is under way: the event, and until when. */
export interface Credit {
  readonly event: string;
  readonly until: Instant;
}

/** Why the user entered, told by the first decision. */
export interface Entry {
  /** `messageId` of the event that enrolled the user. */
  readonly event: string;
  /** Its timestamp. */
  readonly at: Instant;
  /** When it was received: the first decision is taken as of then. */
  readonly receivedAt: Instant;
  readonly because: readonly string[];
}

/** A wake-up on its way. */
export interface Woke {
  readonly number: number;
  /** Since when. */
  readonly at: Instant;
  /** `messageId` of the event with which what is awaited has come true; absent while only a timer is to be set anew. */
  readonly event?: string;
}

/**
 * What the user's document knows of the newest visit to one journey (with `per`: for one key).
 * `starting`: written before the workflow is started; the first decision makes it `open`; the last one `closed`.
 * The workflow owns the state; this is its projection under the same number.
 */
export interface Visit {
  readonly visit: number;
  /**
   * The last decision of the visit before, until the first of this one is taken: its workflow may still ask for it, and
   * it may still be to be told. Absent for a first visit.
   */
  readonly before?: { readonly visit: number; readonly release: string; readonly decision: Decision };
  /** What tells this enrolment from the user's others in the journey (`per`); null where there is one only. */
  readonly key: string | null;
  /** Under whose id its workflow runs: somebody who has become this user since. Absent where that is the user's own. */
  readonly origin?: string;
  /** The highest number that the course has had under the user's own id; absent where this visit has a higher one. */
  readonly upTo?: number;
  /** Of the journey's group at most one is open. */
  readonly exclusive: string | null;
  readonly status: 'starting' | 'open' | 'closed';
  readonly release: string;
  readonly entry: Entry;
  /** The number of decisions taken so far. */
  readonly number: number;
  readonly decision: Decision | null;
  /** What would change the course while it waits; a delivery ends with a decision on the facts of then. */
  readonly awaits: readonly Await[];
  /** What the awaited clauses have matched so far. */
  readonly matched: Matches;
  /** `as` of a wait that is over → the event that it matched. */
  readonly waits: Readonly<Record<string, Match>>;
  /** `messageId` of the event that brought the enrolment where it stands. */
  readonly last: string | null;
  /** The number for which a wake-up is on its way: at most one signal per number. */
  readonly woke: Woke | null;
  readonly endedAt: Instant | null;
  /** What is still credited after the last step; null while under way, and where nothing is. */
  readonly credit: Credit | null;
  /** When the goal was reached after the last step. */
  readonly converted: Instant | null;
  /** The newest commands that were obeyed, newest last: told again under their ids, they are not taken again. */
  readonly commands?: readonly Answered[];
}

/**
 * The end of a visit that is not the newest one on its course, since two users have become one: its workflow may still
 * ask for it.
 */
export interface GaveWay {
  readonly visit: number;
  readonly key: string | null;
  readonly release: string;
  readonly decision: Decision;
}

/**
 * What is still to do outside of the document. `start` and `wake` are told to Temporal, and done when the decision they
 * ask for is written; `end` is told to the workflow of a visit that has given way, and done when it has asked for its
 * end; `event` is an event of the journey's own, folded already, and done when it is stored.
 */
export type Intent =
  | { readonly kind: 'start'; readonly course: string; readonly visit: number; readonly at: Instant }
  | {
      readonly kind: 'wake';
      readonly course: string;
      readonly number: number;
      readonly at: Instant;
      /** `messageId` of what has come true; absent where only the user has become another. */
      readonly event?: string;
    }
  | {
      readonly kind: 'end';
      readonly course: string;
      /** Under whose id the workflow runs. */
      readonly origin: string;
      readonly visit: number;
      /** How many decisions it has had. */
      readonly number: number;
      readonly at: Instant;
    }
  | { readonly kind: 'event'; readonly event: UserEvent };
