import type { Instant } from '../time/instant.ts';

/** What was last known of a user and a segment by which journeys are entered. */
export interface Member {
  /** The hash of what the segment meant then: of another one it says nothing. */
  readonly of: string;
  readonly is: boolean;
  /** Since when it is so, as far as it is known; nothing older is believed any more. */
  readonly since: Instant;
  /** Journeys with `backfill: all` for which it no longer matters that the user was in the segment before them. */
  readonly filled: readonly string[];
}

/** By segment; those that no journey is entered by are not kept. */
export type Members = Readonly<Record<string, Member>>;
