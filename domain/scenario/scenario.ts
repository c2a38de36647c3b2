import type { Outcome } from '../journey/state.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant } from '../time/instant.ts';

/** How a scenario ends: as its journey does, or without ever being in it. */
export type Ending = Outcome | 'not-entered';

/** A nudge that should go out; what is null may be anything. */
export interface ExpectedNudge {
  readonly template: string;
  readonly at: Instant | null;
  readonly locale: string | null;
}

/** What should come of a scenario in its journey; null where nothing is expected. */
export interface Expectation {
  /** All nudges, in order. */
  readonly nudges: readonly ExpectedNudge[] | null;
  /** Every line of the path, by step id. */
  readonly path: readonly string[] | null;
  /** Step id → words that one of its reasons holds. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly outcome: Ending | null;
}

/** One story of one user, and what a journey should make of it. */
export interface Scenario {
  readonly journey: string;
  readonly name: string;
  readonly user: string;
  /** What times in the expectation and in differences count from. */
  readonly start: Instant;
  readonly events: readonly UserEvent[];
  readonly expected: Expectation;
}
