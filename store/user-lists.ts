import type { Collection, Filter, FindCursor } from 'mongodb';
import type { Instant } from '../domain/time/instant.ts';

/** Which users something is to be done for, by an index of its own each. */
export interface UserLists {
  /** Ids of users for whom something has been to do since before `before`, oldest first, without the first `skip`. */
  overdue(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of users with a folded event that nobody has taken off the list since before `before`; as above. */
  withApplied(before: Instant, limit: number, skip?: number): Promise<readonly string[]>;
  /** Users of whom time alone may have changed by `before` (the clock's) into which segments they belong, as above. */
  flipping(before: Instant, limit: number, skip?: number): Promise<readonly Flipping[]>;
  /** Users by id from `after` on (exclusive). */
  page(after: string, limit: number): Promise<readonly string[]>;
}

/** Of whom time alone may change into which segments they belong, and from when on. */
export interface Flipping {
  readonly id: string;
  readonly flipAt: Instant;
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
  const ids = async (found: FindCursor<Listed>): Promise<readonly string[]> =>
    (await found.project<Pick<Listed, '_id'>>({ _id: 1 }).toArray()).map(({ _id }) => _id);
  const oldest = (field: string, bound: Condition, { limit, skip }: Part): FindCursor<Listed> =>
    users
      .find({ [field]: bound })
      .sort({ [field]: 1 })
      .skip(skip)
      .limit(limit);
  return {
    overdue: (before, limit, skip = 0) => ids(oldest('todoSince', { $lt: before }, { limit, skip })),
    withApplied: (before, limit, skip = 0) => ids(oldest('applied.0.at', { $lt: before }, { limit, skip })),
    async flipping(before, limit, skip = 0) {
      const found = oldest('flipAt', { $lte: before }, { limit, skip });
      const told = await found.project<Pick<Listed, '_id' | 'flipAt'>>({ _id: 1, flipAt: 1 }).toArray();
      return told.map(({ _id: id, flipAt = before }) => ({ id, flipAt }));
    },
    page(after, limit) {
      const found = users.find({ _id: { $gt: after }, mergedInto: { $exists: false } } as Filter<Listed>);
      return ids(found.sort({ _id: 1 }).limit(limit));
    },
  };
}

type Condition = { readonly $lt: Instant } | { readonly $lte: Instant };

/** At most so many, without the first of them. */
interface Part {
  readonly limit: number;
  readonly skip: number;
}
