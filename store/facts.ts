import type { Collection, Db } from 'mongodb';
import type { Facts } from '../domain/profile/facts.ts';
import { decodeKeys } from './encode.ts';
import type { Joined } from './joins.ts';
import { withConsent, type UserStore } from './users.ts';

/** What conditions and templates may ask about a user, as of a revision of the document. */
export interface KnownFacts {
  /** Whose document it is: the user's, or that of whom the user has become. */
  readonly id: string;
  readonly revision: number;
  readonly facts: Facts;
}

/** The users' documents for those who only ask: a part of each, and whether it is still the same. */
export interface FactStore {
  /** Null when nothing is known of the user. */
  read(user: string): Promise<KnownFacts | null>;
  /** Of the user's document; 0 when there is none. */
  revision(user: string): Promise<number>;
  /** Tells of every user whom this process writes from now on; the answer ends that. */
  onWrite(told: (user: string) => void): () => void;
}

type FactDocument = KnownFacts['facts'] &
  Pick<Joined, 'mergedInto'> & { readonly _id: string; readonly revision: number; readonly forgotten?: boolean };

const projection = { revision: 1, profile: 1, arms: 1, mergedInto: 1, forgotten: 1 };

/** The store of the users, and beside it that of their facts, which hears of what the first one writes. */
export function withFacts(db: Db, users: UserStore): { readonly users: UserStore; readonly facts: FactStore } {
  const documents: Collection<FactDocument> = db.collection('users');
  const listeners = new Set<(user: string) => void>();
  const facts: FactStore = {
    async read(user) {
      const found = await documents.findOne({ _id: user }, { projection });
      if (found?.mergedInto !== undefined) return facts.read(found.mergedInto.into);
      return found === null || found.forgotten === true ? null : toFacts(found);
    },
    async revision(user) {
      const found = await documents.findOne({ _id: user }, { projection: { revision: 1 } });
      return found?.revision ?? 0;
    },
    onWrite(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
  };
  const write: UserStore['write'] = async (user, at) => {
    try {
      return await users.write(user, at);
    } finally {
      // Also after an error: nobody knows what came of it.
      for (const told of listeners) told(user.id);
    }
  };
  return { users: { ...users, write }, facts };
}

function toFacts({ _id: id, revision, profile, arms }: FactDocument): KnownFacts {
  const decoded = decodeKeys({ profile, arms });
  return { id, revision, facts: { profile: withConsent(decoded.profile), arms: decoded.arms } };
}
