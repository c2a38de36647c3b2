import type { Collection, Db } from 'mongodb';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import { createEventMarks, type EventMarks } from './event-marks.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { fromDocument, toDocument, type EventDocument, type StoredEvent } from './event-document.ts';
import { byWhose, type Whose } from './whose.ts';

export type { StoredEvent } from './event-document.ts';

/** Which of a user's events: of these names, at most so many, from one end of their timestamps. */
export interface Named {
  readonly names: readonly string[];
  readonly since: Instant;
  readonly limit: number;
  readonly from: 'oldest' | 'newest';
}

/** The events, by `messageId`. */
export interface EventStore extends EventMarks {
  /** Keeps the event as pending; null, or what is already kept under its `messageId`. */
  insert(event: UserEvent, content: string, storedAt: Instant): Promise<StoredEvent | null>;
  /** Those of the ids that are done. */
  done(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of the ids that are kept at all. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Events still pending that were stored before `before`, oldest first, without the first `skip`. */
  pending(before: Instant, limit: number, skip?: number): Promise<readonly StoredEvent[]>;
  /** How many events are still pending that were stored before `before`. */
  countPending(before: Instant): Promise<number>;
  /** Null when there is no such event. */
  read(id: string): Promise<StoredEvent | null>;
  /** Those of the ids that are kept, but for refused ones. */
  readAll(ids: readonly string[]): Promise<readonly UserEvent[]>;
  /** A user's events of some names since an instant, in no order, but for refused ones. */
  named(whose: Whose, which: Named): Promise<readonly UserEvent[]>;
  /** All events of a user, by timestamp. */
  of(whose: Whose): Promise<readonly StoredEvent[]>;
  count(): Promise<number>;
}

/** A refused event counts for nothing: nobody hears of it either. */
const taken = { $ne: 'refused' } as const;

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
    ...createEventMarks(events),
    async pending(before, limit, skip = 0) {
      const found = events
        .find({ status: 'pending', storedAt: { $lt: before } })
        .sort({ storedAt: 1 })
        .skip(skip)
        .limit(limit);
      return (await found.toArray()).map(fromDocument);
    },
    countPending: (before) => events.countDocuments({ status: 'pending', storedAt: { $lt: before } }),
    async read(id) {
      const stored = await events.findOne({ _id: id });
      return stored === null ? null : fromDocument(stored);
    },
    async readAll(ids) {
      const found = await events.find({ _id: { $in: [...ids] }, status: taken }).toArray();
      return found.map((each) => fromDocument(each).event);
    },
    named: (whose, which) => named(events, whose, which),
    async of(whose) {
      const found = events.find({ user: byWhose(whose) });
      return (await found.sort({ timestamp: 1 }).toArray()).map(fromDocument);
    },
    count: () => events.countDocuments(),
  };
}

async function named(
  events: Collection<EventDocument>,
  whose: Whose,
  { names, since, limit, from }: Named,
): Promise<readonly UserEvent[]> {
  const which = { name: { $in: [...names] }, timestamp: { $gte: since }, status: taken };
  const found = events.find({ user: byWhose(whose), ...which });
  const sorted = found.sort({ timestamp: from === 'oldest' ? 1 : -1 }).limit(limit);
  return (await sorted.toArray()).map((each) => fromDocument(each).event);
}
