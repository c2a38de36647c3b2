import type { Collection, Filter } from 'mongodb';
import type { Instant } from '../domain/time/instant.ts';

/** Which users something is to be done for, by an index of its own each. */
export interface UserLists {
  /** Ids of users for whom something has been to do since before `before`, oldest first, without the first `skip`. */
  overdue(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of users with a folded event that nobody has taken off the list since before `before`; as above. */
  withApplied(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of users of whom time alone may have changed by `before` (the clock's) into which segments they belong, as above. */
  flipping(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Users by id from `after` on (exclusive). */
  page(after: string, limit: number): Promise<readonly string[]>;
}

/** What the lists are made from; it may be absent where nothing is to be done. */
interface Listed {
  readonly _id: string;
  readonly applied: readonly { readonly at: Instant }[];
  readonly todoSince?: Instant;
  readonly flipAt?: Instant;
}

export function createUserLists<Document extends Listed>(collection: Collection<Document>): UserLists {
  // Of the documents nothing else is asked.
  const users = collection as unknown as Collection<Listed>;
  const ids = async (found: ReturnType<typeof users.find>): Promise<readonly string[]> =>
    (await found.project<Pick<Listed, '_id'>>({ _id: 1 }).toArray()).map(({ _id }) => _id);
  return {
    overdue: (before, limit, skip = 0) =>
      ids(
        users
          .find({ todoSince: { $lt: before } })
          .sort({ todoSince: 1 })
          .skip(skip)
          .limit(limit),
      ),
    withApplied: (before, limit, skip = 0) =>
      ids(
        users
          .find({ 'applied.0.at': { $lt: before } })
          .sort({ 'applied.0.at': 1 })
          .skip(skip)
          .limit(limit),
      ),
    flipping: (before, limit, skip = 0) =>
      ids(
        users
          .find({ flipAt: { $lte: before } })
          .sort({ flipAt: 1 })
          .skip(skip)
          .limit(limit),
      ),
    page: (after, limit) =>
      ids(
        users
          .find({ _id: { $gt: after }, mergedInto: { $exists: false } } as Filter<Listed>)
          .sort({ _id: 1 })
          .limit(limit),
      ),
  };
}
