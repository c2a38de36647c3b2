import type { Collection, Db } from 'mongodb';
import type { Instant } from '../domain/time/instant.ts';
import { isDuplicateKey } from './duplicate-key.ts';

interface TurnDocument {
  readonly _id: string;
  /** Nobody takes the turn before then. */
  readonly next: Instant;
  /** Who has it, or had it last. */
  readonly holder: string;
}

/** Work that one process at a time does for all of them, now and then. */
export interface TurnStore {
  /** Takes a turn that is due at `now` and holds it until `until`; false when it is not due, or somebody has it. */
  take(
    name: string,
    turn: { readonly holder: string; readonly now: Instant; readonly until: Instant },
  ): Promise<boolean>;
  /** Says when a turn that one holds is due again; false when it was not held any more. */
  hold(name: string, turn: { readonly holder: string; readonly until: Instant }): Promise<boolean>;
}

export function createTurnStore(db: Db): TurnStore {
  const turns: Collection<TurnDocument> = db.collection('turns');
  return {
    async take(name, { holder, now, until }) {
      const taken = await turns.updateOne({ _id: name, next: { $lte: now } }, { $set: { next: until, holder } });
      if (taken.matchedCount === 1) return true;
      try {
        // Nobody ever had it. Where somebody has, the id is taken.
        await turns.insertOne({ _id: name, next: until, holder });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async hold(name, { holder, until }) {
      const { matchedCount } = await turns.updateOne({ _id: name, holder }, { $set: { next: until } });
      return matchedCount === 1;
    },
  };
}
