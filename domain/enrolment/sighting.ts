import type { Outcome } from '../journey/state.ts';
import type { Instant } from '../time/instant.ts';
import type { Enrolment } from './identity.ts';

/** One execution of an enrolment's workflow. */
export interface Run {
  readonly enrolment: Enrolment;
  /** When it was started, on the clock that decides. */
  readonly startedAt: Instant;
}

/** How far a running workflow has come. */
export interface Progress {
  /** How many decisions it has had. */
  readonly number: number;
  /** The timestamp of the event that enrolled the user. */
  readonly entry: Instant;
}

/**
 * What Temporal shows under a workflow's id: the newest execution, if it still knows one. `progress` is null where the
 * workflow has not shown a decision yet, or nobody is there to answer for it.
 */
export type Sighting =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly run: Run; readonly progress: Progress | null }
  | {
      readonly kind: 'over';
      readonly run: Run;
      readonly at: Instant;
      readonly outcome: Outcome;
      readonly words: string;
    };
