import type { Instant } from '../time/instant.ts';
import type { JsonObject, Scalar } from '../json.ts';
import type { Consents } from './consent.ts';
import type { DerivedFacts } from './derived.ts';

/** How often and when a user did something. */
export interface EventCounter {
  readonly count: number;
  readonly first: Instant;
  readonly last: Instant;
  /** The 21 newest timestamps, newest first. */
  readonly recent: readonly Instant[];
  /** Events per UTC day (`2026-03-01`), kept only for names of which a release asks for more than 20 times. */
  readonly days?: Readonly<Record<string, number>>;
}

/** What is known of the user's surroundings: a fixed, small selection of Segment's `context`. */
export type Context = Readonly<Record<string, Scalar>>;

/** A feature as conditions and queries ask it. */
export type FeatureValue = Scalar | readonly Instant[];

/** All that is known of one user: the fold of the user's events by `apply`. */
export interface Profile {
  readonly user: string;
  readonly traits: JsonObject;
  readonly context: Context;
  /** Per top-level fact (`traits.plan`, `context.device`): the timestamp of the event that set it. */
  readonly stamps: Readonly<Record<string, Instant>>;
  readonly events: Readonly<Record<string, EventCounter>>;
  readonly consent: Consents;
  readonly firstSeen: Instant | null;
  /** When the user did the newest thing; what Usher tells itself is no doing of theirs. */
  readonly lastSeen: Instant | null;
  /** Feature → its value, or the instants that its conditions count, newest first; absent where there is none. */
  readonly features: Readonly<Record<string, FeatureValue>>;
  /** By which definitions named events and features were derived, and from what. */
  readonly derived: DerivedFacts;
}
