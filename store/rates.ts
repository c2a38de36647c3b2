import type { Collection, Db } from 'mongodb';
import { idle, type RateState } from '../domain/pacing/rate-state.ts';
import type { Channel } from '../domain/template/template.ts';
import { isDuplicateKey } from './duplicate-key.ts';

interface RateDocument extends RateState {
  readonly _id: Channel;
  readonly revision: number;
}

/** What is booked of a channel's rate, as it was read. */
export interface RateRead {
  readonly revision: number;
  readonly state: RateState;
}

/** One document per channel, for all workers. */
export interface RateStore {
  /** Of a channel of which nothing was ever booked: idle, at revision 0. */
  read(channel: Channel): Promise<RateRead>;
  /**
   * Writes the state that was made of the revision that was read; false when somebody else was faster. A write of which
   * nobody knows whether it was done is safe: what it has booked for nobody is lost, and that is all.
   */
  write(channel: Channel, next: RateRead): Promise<boolean>;
}

export function createRateStore(db: Db): RateStore {
  const rates: Collection<RateDocument> = db.collection('rates');
  return {
    async read(channel) {
      const found = await rates.findOne({ _id: channel });
      if (found === null) return { revision: 0, state: idle };
      const { revision, journeys, cells } = found;
      return { revision, state: { journeys, cells } };
    },
    async write(channel, { revision, state }) {
      const next = { revision: revision + 1, ...state };
      if (revision > 0) return (await rates.replaceOne({ _id: channel, revision }, next)).matchedCount === 1;
      try {
        await rates.insertOne({ _id: channel, ...next });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
