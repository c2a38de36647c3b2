import type { Collection } from 'mongodb';
import type { EventDocument } from './event-document.ts';

/** What becomes known of an event after it was stored. */
export interface EventMarks {
  markDone(ids: readonly string[]): Promise<void>;
  /** Marks those of the ids that are pending as refused. */
  refuse(ids: readonly string[]): Promise<void>;
  /** Keeps nothing of events whose user is forgotten. */
  remove(ids: readonly string[]): Promise<void>;
  /** Marks a refused event as pending: it is tried once more. */
  reopen(id: string): Promise<void>;
}

export function createEventMarks(events: Collection<EventDocument>): EventMarks {
  return {
    async markDone(ids) {
      if (ids.length > 0) await events.updateMany({ _id: { $in: [...ids] } }, { $set: { status: 'done' } });
    },
    async refuse(ids) {
      if (ids.length === 0) return;
      await events.updateMany({ _id: { $in: [...ids] }, status: 'pending' }, { $set: { status: 'refused' } });
    },
    async remove(ids) {
      if (ids.length > 0) await events.deleteMany({ _id: { $in: [...ids] } });
    },
    async reopen(id) {
      await events.updateOne({ _id: id, status: 'refused' }, { $set: { status: 'pending' } });
    },
  };
}
