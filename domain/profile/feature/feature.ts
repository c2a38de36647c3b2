import type { Milliseconds } from '../../time/instant.ts';

interface Defined {
  /** The hash of the definition, with those of the named events that it is derived from. */
  readonly of: string;
}

/** A date of the user: a declared trait, the first or last event of all, or of one name. */
export type DateSource =
  | { readonly kind: 'trait'; readonly trait: string }
  | { readonly kind: 'seen'; readonly part: 'first' | 'last' }
  | { readonly kind: 'event'; readonly event: string };

/** Whole days that have gone by since a date; of an event, since its last time. Nothing is kept: conditions ask the date. */
export interface DaysSince extends Defined {
  readonly kind: 'days_since';
  readonly since: DateSource;
}

/** On how many UTC days of a window the user did something. */
export interface ActiveDays extends Defined {
  readonly kind: 'active_days';
  readonly within: Milliseconds;
  /** Events as they are sent or named; null: whatever the user does. */
  readonly on: readonly string[] | null;
}

/** How many sessions the user began, in a window or ever: events that follow each other with no longer gap. */
export interface Sessions extends Defined {
  readonly kind: 'sessions';
  readonly gap: Milliseconds;
  readonly within: Milliseconds | null;
  readonly on: readonly string[] | null;
}

/** What the user does most, of late: by a property, by the event's name, or by the hour of the user's day. */
export interface Preferred extends Defined {
  readonly kind: 'preferred';
  readonly on: readonly string[] | null;
  readonly by:
    { readonly kind: 'property'; readonly path: string } | { readonly kind: 'event' } | { readonly kind: 'hour' };
  /** What was done so long ago counts half. */
  readonly halfLife: Milliseconds;
}

/** The share of some milestones that are completed, from 0 to 1. */
export interface Progress extends Defined {
  readonly kind: 'progress';
  /** The milestones' events. */
  readonly events: readonly string[];
}

/** Hours from a date to a milestone's first time. */
export interface TimeTo extends Defined {
  readonly kind: 'time_to';
  /** The milestone's event. */
  readonly event: string;
  /** Of an event, its first time. */
  readonly from: DateSource;
}

/** A feature of `profile.yaml`: a fact that is derived from what the user does. */
export type Feature = DaysSince | ActiveDays | Sessions | Preferred | Progress | TimeTo;
export type FeatureKind = Feature['kind'];
