import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import { decodeKeys, encodeKeys } from './encode.ts';

/**
 * `pending` until the user's document has folded it in and the fold is known here. `refused` where that document had no
 * room: it was never acknowledged and counts for nothing, unless a later try finds room.
 */
export type EventStatus = 'pending' | 'done' | 'refused';

/** An event as it is kept. */
export interface StoredEvent {
  readonly event: UserEvent;
  /** Hash of what the event says: type, ids, name, properties, traits, context and timestamp. */
  readonly content: string;
  readonly status: EventStatus;
  /** Real time of the insert. */
  readonly storedAt: Instant;
}

/** As MongoDB has it. */
export interface EventDocument extends Omit<UserEvent, 'messageId'>, Omit<StoredEvent, 'event'> {
  readonly _id: string;
}

export function toDocument({ event, ...stored }: StoredEvent): EventDocument {
  const { messageId, properties, traits, context, ...rest } = event;
  return { _id: messageId, ...rest, ...stored, ...encodeKeys({ properties, traits, context }) };
}

export function fromDocument(document: EventDocument): StoredEvent {
  const { _id, content, status, storedAt, properties, traits, context, ...rest } = document;
  const event = { messageId: _id, ...rest, ...decodeKeys({ properties, traits, context }) };
  return { event, content, status, storedAt };
}
