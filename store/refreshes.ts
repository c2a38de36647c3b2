import type { Collection, Db } from 'mongodb';
import type { RefreshProgress } from '../domain/release/refresh.ts';
import { isDuplicateKey } from './duplicate-key.ts';

interface RefreshDocument extends RefreshProgress {
  readonly _id: string;
}

/** How far each release has come in bringing everybody up to date. */
export interface RefreshStore {
  /** Null where that was never begun. */
  read(release: string): Promise<RefreshProgress | null>;
  /** Keeps what is newer than what is known: of a later publication, or a further page. */
  note(progress: RefreshProgress): Promise<void>;
  /** The newest first, by when they were begun. */
  newest(limit: number): Promise<readonly RefreshProgress[]>;
}

export function createRefreshStore(db: Db): RefreshStore {
  const refreshes: Collection<RefreshDocument> = db.collection('refreshes');
  return {
    read: (release) => refreshes.findOne({ _id: release }, { projection: { _id: 0 } }),
    async note(progress) {
      const { release, since, page } = progress;
      const older = { $or: [{ since: { $lt: since } }, { since, page: { $lte: page } }] };
      try {
        await refreshes.replaceOne({ _id: release, ...older }, progress, { upsert: true });
      } catch (error) {
        // There is a document, and it is newer.
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async newest(limit) {
      const found = refreshes
        .find({}, { projection: { _id: 0 } })
        .sort({ startedAt: -1 })
        .limit(limit);
      return found.toArray();
    },
  };
}
