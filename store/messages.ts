import type { Collection, Db, Filter } from 'mongodb';
import type { Instant } from '../domain/time/instant.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { byWhose, type Whose } from './whose.ts';

/** One in-app message: plain texts, in the locale that its reader was given. */
export interface Message {
  /** The nudge's. */
  readonly key: string;
  readonly user: string;
  readonly journey: string;
  readonly step: string;
  readonly template: string;
  readonly locale: string;
  readonly title: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly image: string | null;
  readonly at: Instant;
  /** When it was read; null while it was not. */
  readonly readAt: Instant | null;
}

interface MessageDocument extends Omit<Message, 'key'> {
  readonly _id: string;
}

/** Which messages of a user: all of them, or those not read; the newest `limit`. */
export interface Asking {
  readonly unread?: boolean;
  readonly limit: number;
}

/** What users find in the product: written once per nudge, read by the app. */
export interface MessageStore {
  /** Idempotent by key: a message that is there stays as it is, read or not. Whether it is new. */
  put(message: Omit<Message, 'readAt'>): Promise<boolean>;
  /** Newest first. */
  of(whose: Whose, asking: Asking): Promise<readonly Message[]>;
  /** The first reading stays; false where this user has no such message. */
  markRead(whose: Whose, key: string, at: Instant): Promise<boolean>;
}

export function createMessageStore(db: Db): MessageStore {
  const messages: Collection<MessageDocument> = db.collection('messages');
  return {
    async put({ key, ...message }) {
      try {
        await messages.insertOne({ _id: key, ...message, readAt: null });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async of(whose, { unread = false, limit }) {
      const user = byWhose(whose);
      const wanted: Filter<MessageDocument> = unread ? { user, readAt: null } : { user };
      const found = messages.find(wanted).sort({ at: -1, _id: 1 }).limit(limit);
      return (await found.toArray()).map(({ _id, ...message }) => ({ key: _id, ...message }));
    },
    async markRead(whose, key, at) {
      const user = byWhose(whose);
      await messages.updateOne({ _id: key, user, readAt: null }, { $set: { readAt: at } });
      return (await messages.countDocuments({ _id: key, user })) === 1;
    },
  };
}
