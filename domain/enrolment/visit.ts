import type { Await, Effect, State, TrailEntry } from '../journey/state.ts';
import type { Instant } from '../time/instant.ts';

/** A decision as it is kept: asked again for the same number, it is given again, whole. */
export interface Decision {
  /** Counts the decisions of a visit from 1. */
  readonly number: number;
  /** The instant as of which it was taken. */
  readonly at: Instant;
  readonly state: State;
  readonly effect: Effect;
  readonly trail: readonly TrailEntry[];
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

/**
 * What the user's document knows of the newest visit to one journey.
 * `starting`: written before the workflow is started; the first decision makes it `open`; the last one `closed`.
 * The workflow owns the state; this is its projection under the same number.
 */
export interface Visit {
  readonly visit: number;
  readonly status: 'starting' | 'open' | 'closed';
  readonly release: string;
  readonly entry: Entry;
  /** The number of decisions taken so far. */
  readonly number: number;
  readonly decision: Decision | null;
  /** What would change the course while it waits; a delivery ends with a decision on the facts of then. */
  readonly awaits: readonly Await[];
  /** The number for which a wake-up is on its way, and since when: at most one signal per number. */
  readonly woke: { readonly number: number; readonly at: Instant } | null;
  readonly endedAt: Instant | null;
}

/** What is to be told to Temporal; done when the decision it asks for is written. */
export type Intent =
  | { readonly kind: 'start'; readonly journey: string; readonly visit: number; readonly at: Instant }
  | { readonly kind: 'wake'; readonly journey: string; readonly number: number; readonly at: Instant };
