import type { Outcome } from '../journey/state.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';

/** How a scenario ends: as its journey does, without ever being in it, or still under way when the story is over. */
export type Ending = Outcome | 'not-entered' | 'open';

/** A nudge that should go out; what is null may be anything. */
export interface ExpectedNudge {
  readonly template: string;
  readonly at: Instant | null;
  readonly locale: string | null;
}

/** Step id → words that one of its reasons holds. */
export type ExpectedWords = Readonly<Record<string, string>>;

/** What should come of a scenario in its journey; null where nothing is expected. */
export interface Expectation {
  /** All nudges, in order. */
  readonly nudges: readonly ExpectedNudge[] | null;
  /** Templates of which none goes out. */
  readonly never: readonly string[];
  /** Every line of the path, by step id. */
  readonly path: readonly string[] | null;
  readonly reasons: ExpectedWords;
  /** Nudges that did not go out at all. */
  readonly skipped: ExpectedWords;
  /** Nudges that could not go out when they were due. */
  readonly held: ExpectedWords;
  readonly outcome: Ending | null;
  /** The step at which the user stands when the story is over. */
  readonly step: string | null;
}

/** A provider that does not take a template's nudges. */
export interface ProviderRefusal {
  readonly template: string;
  /** From each nudge's first try on; null: for good. */
  readonly lasts: Milliseconds | null;
}

/** An experiment's arm that is given to everybody; null: none. */
export type GivenArms = Readonly<Record<string, string | null>>;

/** One story of one user, and what a journey should make of it. */
export interface Scenario {
  readonly journey: string;
  readonly name: string;
  readonly user: string;
  /** What times in the expectation and in differences count from. */
  readonly start: Instant;
  /** Null: the story is over when every journey is. */
  readonly until: Instant | null;
  readonly events: readonly UserEvent[];
  readonly arms: GivenArms;
  readonly refusals: readonly ProviderRefusal[];
  readonly expected: Expectation;
}
