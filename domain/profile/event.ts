import type { Instant } from '../time/instant.ts';
import type { JsonObject } from '../json.ts';

export type EventType = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';

/** One thing a user did or is, as ingest understood it: the only input of a profile. */
export interface UserEvent {
  readonly messageId: string;
  readonly type: EventType;
  readonly user: string;
  /** The name of a `track` event; null for every other type. */
  readonly name: string | null;
  readonly properties: JsonObject;
  readonly traits: JsonObject;
  readonly context: JsonObject;
  /** When it happened. */
  readonly timestamp: Instant;
  /** When ingest received it. */
  readonly receivedAt: Instant;
  /** Users who become this one by the event; absent where nobody does. */
  readonly joins?: readonly string[];
  /** The later instant that the sender claimed: its clock is ahead, so `timestamp` is that of the receipt. */
  readonly claimed?: Instant;
  /** Told long after it happened, whatever its timestamp: it tells of the user, enrols nobody and wakes nobody. */
  readonly historical?: true;
}
