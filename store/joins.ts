import type { Collection, Db } from 'mongodb';
import type { Merging, User } from '../domain/enrolment/user.ts';
import type { Instant } from '../domain/time/instant.ts';
import { nextRevision } from './revision.ts';

/** What a document says of becoming another user; nothing else is kept of one who has. */
export interface Joined {
  readonly mergingInto?: Merging;
  readonly mergedInto?: Pick<Merging, 'into' | 'at'>;
}

/** Whom somebody has become, and when. */
export interface Alias {
  readonly id: string;
  readonly at: Instant;
}

/** Documents that are no user's any more: every query by what is known of users leaves them out. */
export const alias = { mergedInto: { $exists: true } };

/** How one user becomes another: marked, then joined to the other by a write of that one, then an alias for good. */
export interface JoinStore {
  /** Marks a user as about to become another one: from now on nothing else is written of this one. Guarded as a write. */
  mark(user: User, merging: Merging, at: Instant): Promise<boolean>;
  /** Takes the mark back. Guarded as a write. */
  release(user: User, at: Instant): Promise<boolean>;
  /** Makes the document of a marked user, who was joined to the other, an alias of nothing but that. Guarded as a write. */
  retire(user: User, at: Instant): Promise<boolean>;
  /** Ids of marked users since before `before` (real time), oldest first, without the first `skip`. */
  merging(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Those of the ids that are aliases. */
  aliases(ids: readonly string[]): Promise<readonly Alias[]>;
}

export function createJoinStore(db: Db, put: (user: User, at: Instant) => Promise<boolean>): JoinStore {
  const documents: Collection<Joined & { readonly _id: string; readonly revision: number }> = db.collection('users');
  return {
    mark: (user, mergingInto, at) => put({ ...user, mergingInto }, at),
    release: (user, at) => put({ ...user, mergingInto: null }, at),
    async retire({ id: _id, revision, mergingInto }, at) {
      if (mergingInto === null) return false;
      const { into, at: since } = mergingInto;
      const kept = { revision: nextRevision(revision, at), mergedInto: { into, at: since } };
      return (await documents.replaceOne({ _id, revision }, kept)).matchedCount === 1;
    },
    async merging(before, limit, skip = 0) {
      const found = documents.find({ 'mergingInto.since': { $lt: before } }, { projection: { _id: 1 } });
      const oldest = found.sort({ 'mergingInto.since': 1 }).skip(skip).limit(limit);
      return (await oldest.toArray()).map(({ _id }) => _id);
    },
    async aliases(ids) {
      const found = await documents.find({ _id: { $in: [...ids] }, ...alias }).toArray();
      return found.flatMap(({ _id, mergedInto }) => (mergedInto === undefined ? [] : [{ id: _id, at: mergedInto.at }]));
    },
  };
}
