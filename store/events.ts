import type { Collection, Db } from 'mongodb';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { decodeKeys, encodeKeys } from './encode.ts';

/** `pending` until the user's document has folded it in and the fold is known here. */
export type EventStatus = 'pending' | 'done';

/** An event as it is kept. */
export interface StoredEvent {
  readonly event: UserEvent;
  /** Hash of what the event says: type, ids, name, properties, traits, context and timestamp. */
  readonly content: string;
  readonly status: EventStatus;
  /** Real time of the insert. */
  readonly storedAt: Instant;
}

interface EventDocument extends Omit<UserEvent, 'messageId'>, Omit<StoredEvent, 'event'> {
  readonly _id: string;
}

/** Which of a user's events: of these names, by timestamp, at most so many. */
export interface Named {
  readonly names: readonly string[];
  readonly since: Instant;
  readonly limit: number;
}

/** The events, by `messageId`. */
export interface EventStore {
  /** Keeps the event as pending; null, or what is already kept under its `messageId`. */
  insert(event: UserEvent, content: string, storedAt: Instant): Promise<StoredEvent | null>;
  /** Those of the ids that are done. */
  done(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of the ids that are kept at all. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  markDone(ids: readonly string[]): Promise<void>;
  /** Events still pending that were stored before `before`, oldest first. */
  pending(before: Instant, limit: number): Promise<readonly StoredEvent[]>;
  /** Null when there is no such event. */
  read(id: string): Promise<StoredEvent | null>;
  /** Those of the ids that are kept. */
  readAll(ids: readonly string[]): Promise<readonly UserEvent[]>;
  /** A user's newest events of some names since an instant, in no order. */
  named(user: string, which: Named): Promise<readonly UserEvent[]>;
  /** All events of a user, by timestamp. */
  of(user: string): Promise<readonly StoredEvent[]>;
  count(): Promise<number>;
}

export function createEventStore(db: Db): EventStore {
  const events: Collection<EventDocument> = db.collection('events');
  return {
    async insert(event, content, storedAt) {
      try {
        await events.insertOne(toDocument({ event, content, status: 'pending', storedAt }));
        return null;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const stored = await events.findOne({ _id: event.messageId });
        if (stored === null) throw error;
        return fromDocument(stored);
      }
    },
    async done(ids) {
      const found = await events.find({ _id: { $in: [...ids] }, status: 'done' }, { projection: { _id: 1 } }).toArray();
      return new Set(found.map(({ _id }) => _id));
    },
    async known(ids) {
      const found = await events.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray();
      return new Set(found.map(({ _id }) => _id));
    },
    async markDone(ids) {
      if (ids.length > 0) await events.updateMany({ _id: { $in: [...ids] } }, { $set: { status: 'done' } });
    },
    async pending(before, limit) {
      const found = events
        .find({ status: 'pending', storedAt: { $lt: before } })
        .sort({ storedAt: 1 })
        .limit(limit);
      return (await found.toArray()).map(fromDocument);
    },
    async read(id) {
      const stored = await events.findOne({ _id: id });
      return stored === null ? null : fromDocument(stored);
    },
    async readAll(ids) {
      const found = await events.find({ _id: { $in: [...ids] } }).toArray();
      return found.map((each) => fromDocument(each).event);
    },
    async named(user, { names, since, limit }) {
      const found = events.find({ user, name: { $in: [...names] }, timestamp: { $gte: since } });
      return (await found.sort({ timestamp: -1 }).limit(limit).toArray()).map((each) => fromDocument(each).event);
    },
    async of(user) {
      return (await events.find({ user }).sort({ timestamp: 1 }).toArray()).map(fromDocument);
    },
    count: () => events.countDocuments(),
  };
}

function toDocument({ event, ...stored }: StoredEvent): EventDocument {
  const { messageId, properties, traits, context, ...rest } = event;
  return { _id: messageId, ...rest, ...stored, ...encodeKeys({ properties, traits, context }) };
}

function fromDocument(document: EventDocument): StoredEvent {
  const { _id, content, status, storedAt, properties, traits, context, ...rest } = document;
  const event = { messageId: _id, ...rest, ...decodeKeys({ properties, traits, context }) };
  return { event, content, status, storedAt };
}
