import type { UserEvent } from '../event.ts';
import type { FeatureValue, Profile } from '../profile.ts';
import type { Instant } from '../../time/instant.ts';
import type { Feature } from './feature.ts';

/** Something that was done, as a feature may count it. */
export interface Done {
  /** As it was sent or is named; null for pages, screens and what has no name of its own. */
  readonly name: string | null;
  readonly at: Instant;
  /** Null where a sequence counts an event of before. */
  readonly event: UserEvent | null;
}

/** What a feature is so far. */
export interface Known {
  readonly state: unknown;
  readonly value: FeatureValue | undefined;
}

/** What it is with more, and whether all that it had to know of is still known. */
export interface Counted extends Known {
  readonly isExact: boolean;
}

/** A profile with all that was done, and the zone of users of whom none is known. */
export interface Knowing {
  readonly profile: Profile;
  readonly zone: string;
}

/** What a kind of feature does; a kind without either keeps nothing. The result never depends on the order of events. */
export interface FeatureRule<Kind extends Feature> {
  /** Counts what was done. */
  readonly count?: (feature: Kind, known: Known, done: readonly Done[]) => Counted;
  /** The value, where it also depends on other facts of the profile: the counters of its events, and what `moves` says. */
  readonly value?: (feature: Kind, state: unknown, knowing: Knowing) => FeatureValue | undefined;
  /** Whether an event has changed other facts that the value depends on; absent: there are none. */
  readonly moves?: (feature: Kind, before: Profile, after: Profile) => boolean;
}
