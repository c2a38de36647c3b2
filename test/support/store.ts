import { MongoClient, type Db } from 'mongodb';
import { openStore, type Store } from '../../store/index.ts';
import type { Milliseconds } from '../../domain/time/instant.ts';
import type { User } from '../../domain/enrolment/user.ts';
import { sharedStack, type SharedStack } from './stack.ts';

/** As `environmentOf` names it. */
export const testForgetSecrets = ['a-key-that-hashes-the-ids-of-tests'];

/** The real store in a database of this test file's own. */
export interface TestStore {
  readonly stack: SharedStack;
  readonly store: Store;
  /** The database itself, to look behind the store and to bring about what only time or a crash would. */
  readonly db: Db;
  /** Another store on the same database, as another process has it. */
  another(): Promise<Store>;
  /** Makes everything that carries real time older, as if so much had passed. */
  age(by: Milliseconds): Promise<void>;
  close(): Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const stack = await sharedStack();
  const { uri, database } = stack.mongo;
  const stores: Store[] = [];
  const another = async (): Promise<Store> => {
    const store = await openStore({ uri, database, forgetSecrets: testForgetSecrets });
    stores.push(store);
    return store;
  };
  const store = await another();
  const client = await MongoClient.connect(uri);
  const db = client.db(database);
  return {
    stack,
    store,
    db,
    another,
    age: (by) => age(db, by),
    async close() {
      await Promise.all([...stores.map((each) => each.close()), client.close()]);
    },
  };
}

interface UserDocument extends Pick<User, 'applied' | 'ledger'>, Partial<Pick<User, 'mergingInto'>> {
  readonly _id: string;
  readonly todoSince?: number;
}

/** Users who have become others have nothing that ages. */
const alive = { mergedInto: { $exists: false } };

async function age(db: Db, by: Milliseconds): Promise<void> {
  await db.collection('events').updateMany({}, { $inc: { storedAt: -by } });
  const users = db.collection<UserDocument>('users');
  for (const { _id, applied, ledger, todoSince, mergingInto } of await users.find(alive).toArray()) {
    const older = {
      applied: applied.map((each) => ({ ...each, at: each.at - by })),
      ledger: ledger.map((each) => ({ ...each, lease: each.lease === null ? null : each.lease - by })),
      ...(todoSince !== undefined && { todoSince: todoSince - by }),
      ...(mergingInto != null && { mergingInto: { ...mergingInto, since: mergingInto.since - by } }),
    };
    // Under a revision of its own, as every other process writes.
    await users.updateOne({ _id }, { $set: older, $inc: { revision: 1 } });
  }
}
