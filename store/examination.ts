import type { Collection, Db, Document, IndexDescription } from 'mongodb';
import type { Instant } from '../domain/time/instant.ts';
import { UsherError } from '../domain/errors.ts';
import { connectDatabase } from './database.ts';
import { checkKeys } from './forgotten.ts';
import type { StoreOptions } from './index.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { ensureIndexes } from './indexes.ts';

/** How a database is found, without changing anything in it. */
export interface Examination {
  readonly version: string;
  /** A replica set, or several behind a router: what an acknowledged write needs to survive. */
  readonly isReplicated: boolean;
  /** How far its clock is ahead of ours, in milliseconds; to within half of the time that asking took. */
  readonly ahead: number;
  /** Indexes that queries need and that are not there: `users { todoSince }`. */
  readonly missing: readonly string[];
  /** The current release; null where nothing was published yet. */
  readonly release: string | null;
  /** Since when (real time) the longest has been to do what a worker should have done; null when nothing is. */
  readonly oldestTodo: Instant | null;
  /** Since when (real time) an event has been kept that is not in its user's profile; null where all are. */
  readonly oldestEvent: Instant | null;
  /** Since when somebody has been to be forgotten; null where everybody is who was to be. */
  readonly oldestForgetting: Instant | null;
  /** Why somebody who was forgotten cannot be told by the keys that are configured; null where everybody can. */
  readonly lackingKey: string | null;
}

/** Looks a database over. @throws what the driver throws where it does not answer */
export async function examineDatabase({ forgetSecrets = [], ...options }: StoreOptions): Promise<Examination> {
  const database = await connectDatabase(options);
  const { db } = database;
  try {
    const [{ version }, found, release, left] = await Promise.all([
      db.admin().buildInfo() as Promise<{ version: string }>,
      helloOf(db),
      db.collection<{ readonly _id: string; readonly release: string }>('current_release').findOne({ _id: 'current' }),
      leftOf(db),
    ]);
    const missing = await missingIndexes(db);
    const lackingKey = await lackingKeyOf(db, forgetSecrets);
    return { version, ...found, missing, release: release?.release ?? null, ...left, lackingKey };
  } finally {
    await database.close();
  }
}

async function lackingKeyOf(db: Db, secrets: readonly string[]): Promise<string | null> {
  try {
    await checkKeys(db, createKeyedHash(secrets));
    return null;
  } catch (error) {
    if (error instanceof UsherError) return error.message;
    throw error;
  }
}

async function leftOf(db: Db): Promise<Pick<Examination, 'oldestTodo' | 'oldestEvent' | 'oldestForgetting'>> {
  const [oldestTodo, oldestEvent, oldestForgetting] = await Promise.all([
    oldest(db.collection('users'), { todoSince: { $gt: 0 } }, 'todoSince'),
    oldest(db.collection('events'), { status: 'pending' }, 'storedAt'),
    oldest(db.collection('forgotten'), { 'pending.pseudonym': { $gt: '' } }, 'at'),
  ]);
  return { oldestTodo, oldestEvent, oldestForgetting };
}

async function oldest(collection: Collection, which: Document, since: string): Promise<Instant | null> {
  const found = collection.find(which, { projection: { [since]: 1 } });
  const first = await found
    .sort({ [since]: 1 })
    .limit(1)
    .next();
  return (first?.[since] as Instant | undefined) ?? null;
}

async function helloOf(db: Db): Promise<Pick<Examination, 'isReplicated' | 'ahead'>> {
  const asked = Date.now();
  const hello: Document = await db.command({ hello: 1 });
  const between = (asked + Date.now()) / 2;
  const { localTime, setName, msg } = hello as { localTime?: Date; setName?: string; msg?: string };
  const ahead = localTime === undefined ? 0 : Math.round(localTime.getTime() - between);
  return { isReplicated: setName !== undefined || msg === 'isdbgrid', ahead };
}

/** What would be made, had somebody connected to work. */
async function missingIndexes(db: Db): Promise<readonly string[]> {
  const wanted: (readonly [string, IndexDescription])[] = [];
  const collection = (name: string) => ({
    createIndexes: (specs: IndexDescription[]) =>
      Promise.resolve(wanted.push(...specs.map((spec) => [name, spec] as const))),
  });
  await ensureIndexes({ collection });
  const names = [...new Set(wanted.map(([name]) => name))];
  const there = await Promise.all(names.map(async (name) => [name, await keysOf(db, name)] as const));
  const known = new Map(there);
  const isMissing = ([name, { key }]: (typeof wanted)[number]): boolean =>
    known.get(name)?.has(JSON.stringify(key)) !== true;
  return wanted.filter(isMissing).map(([name, { key }]) => `${name} { ${Object.keys(key).join(', ')} }`);
}

/** Of a collection that nobody has written to yet there are none. */
async function keysOf(db: Db, name: string): Promise<ReadonlySet<string>> {
  const indexes = await db.collection(name).indexes().catch(() => []); // prettier-ignore
  return new Set(indexes.map(({ key }) => JSON.stringify(key)));
}
