import type { Collection, Db } from 'mongodb';
import type { Instant } from '../domain/time/instant.ts';
import { insertOnce } from './insert-once.ts';
import { byWhose, type Whose } from './whose.ts';

/** An item that a user was given in a slot. */
export interface Showing {
  readonly user: string;
  readonly slot: string;
  readonly item: string;
  /** The rule by which; null: the default. */
  readonly rule: string | null;
  readonly session: string;
  readonly release: string;
  /** `chosen`: a decision gave it. `seen`: the product has said that it was shown. */
  readonly kind: 'chosen' | 'seen';
  readonly at: Instant;
}

interface ShowingDocument extends Showing {
  readonly _id: string;
}

/** Which items were chosen for whom and seen: each once for a user, slot, item and session. */
export interface ShowingStore {
  /** The first stays. Whether it is new. */
  record(showing: Showing): Promise<boolean>;
  /** Oldest first. */
  of(whose: Whose): Promise<readonly Showing[]>;
}

export function createShowingStore(db: Db): ShowingStore {
  const showings: Collection<ShowingDocument> = db.collection('showings');
  return {
    record: (showing) => insertOnce(showings, { _id: keyOf(showing), ...showing }),
    async of(whose) {
      const found = showings.find({ user: byWhose(whose) }, { projection: { _id: 0 } });
      return found.sort({ at: 1, kind: 1 }).toArray();
    },
  };
}

function keyOf({ kind, user, slot, item, session }: Showing): string {
  return JSON.stringify([kind, slot, item, session, user]);
}
