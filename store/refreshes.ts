import type { Collection, Db } from 'mongodb';
import type { Publication, RefreshProgress } from '../domain/release/refresh.ts';
import { isDuplicateKey } from './duplicate-key.ts';

interface RefreshDocument extends RefreshProgress {
  readonly _id: string;
  /** The id of the last user who was looked after; empty before the first and after the last. No history has it. */
  readonly after?: string;
}

/** How far each release has come in bringing everybody up to date. */
export interface RefreshStore {
  /** Null where that was never begun. */
  read(release: string): Promise<RefreshProgress | null>;
  /**
   * Keeps what is newer than what is known: of a later publication, or a further page.
   * @param after the last user who was looked after; absent where that has not changed
   */
  note(progress: RefreshProgress, after?: string): Promise<void>;
  /** Where the next page of a publication begins, and how far it had come by then. */
  cursor(publication: Publication): Promise<Cursor>;
  /** No cursor is one of these users any more: it is the one before, who is looked after once more. */
  unname(ids: readonly string[]): Promise<void>;
  /** The newest first, by when they were begun. */
  newest(limit: number): Promise<readonly RefreshProgress[]>;
}

/** Where a page begins. */
export interface Cursor {
  readonly after: string;
  /** As it was noted last; null where it has not begun. */
  readonly progress: RefreshProgress | null;
}

/** People are told how far it has come, not by whom. */
const unnamed = { projection: { _id: 0, after: 0 } } as const;

export function createRefreshStore(db: Db): RefreshStore {
  const refreshes: Collection<RefreshDocument> = db.collection('refreshes');
  return {
    read: (release) => refreshes.findOne({ _id: release }, unnamed),
    async note(progress, after) {
      const { release, since, page } = progress;
      const older = { $or: [{ since: { $lt: since } }, { since, page: { $lte: page } }] };
      try {
        const set = { ...progress, ...(after !== undefined && { after }) };
        await refreshes.updateOne({ _id: release, ...older }, { $set: set }, { upsert: true });
      } catch (error) {
        // There is a document, and it is newer.
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async newest(limit) {
      const found = refreshes.find({}, unnamed).sort({ startedAt: -1 }).limit(limit);
      return found.toArray();
    },
    async cursor({ release, since }) {
      const found = await refreshes.findOne({ _id: release, since }, { projection: { _id: 0 } });
      if (found === null) return { after: '', progress: null };
      const { after = '', ...progress } = found;
      return { after, progress };
    },
    async unname(ids) {
      for await (const { _id, after = '' } of refreshes.find({ after: { $in: [...ids] } })) {
        const before = await idBefore(db, after, ids);
        await refreshes.updateOne({ _id, after }, { $set: { after: before } });
      }
    },
  };
}

async function idBefore(db: Db, id: string, without: readonly string[]): Promise<string> {
  const users = db.collection<{ readonly _id: string }>('users');
  const found = users.find({ _id: { $lt: id, $nin: [...without] } }, { projection: { _id: 1 } });
  return (await found.sort({ _id: -1 }).limit(1).next())?._id ?? '';
}
