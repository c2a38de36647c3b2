import type { Experiment } from '../experiment/experiment.ts';
import type { JsonObject } from '../json.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Shelf } from '../slot/shelf.ts';
import type { Matches } from './clause.ts';

/**
 * What an enrolment knows from events that are stored: their properties are neither in the state nor in the profile.
 * Whoever calls `advance` reads them, after the user and under the same revision.
 */
export interface Heard {
  /** The visit's number, by which events tell of its nudges. */
  readonly visit: number;
  /** Properties of the event by which the user entered. */
  readonly entry: JsonObject;
  /** `as` of a wait that is over → the event that it matched. */
  readonly waits: Readonly<Record<string, UserEvent>>;
  /** The user's events since entry that some clause of the journey names, by timestamp. */
  readonly events: readonly UserEvent[];
  /** `messageId` of the event that brought the enrolment where it stands: no wait that begins there waits for it. */
  readonly last: string | null;
  /** What the wait under way had matched before: of `all`, a condition that has held counts though it no longer does. */
  readonly matched: Matches;
}

/** What `advance` has to know besides the journey and the user's facts. */
export interface Background {
  /** IANA zone for users who have none. */
  readonly zone: string;
  readonly experiments: Readonly<Record<string, Experiment>>;
  readonly shelf: Shelf;
  readonly heard: Heard;
}

/** Of a journey that waits for no event's properties. */
export const nothingHeard: Heard = { visit: 1, entry: {}, waits: {}, events: [], last: null, matched: {} };
