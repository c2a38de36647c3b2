import type { IndexDescription } from 'mongodb';

/** Where indexes are made, or only looked for. */
export interface Indexing {
  collection(name: string): { createIndexes(specs: IndexDescription[]): Promise<unknown> };
}

/** Creates every index that a query of this folder needs; creating one that exists is free. */
export async function ensureIndexes(db: Indexing): Promise<void> {
  await db
    .collection('events')
    .createIndexes([
      { key: { user: 1, timestamp: 1 } },
      { key: { storedAt: 1 }, name: 'pending', partialFilterExpression: { status: 'pending' } },
    ]);
  await db.collection('users').createIndexes([
    { key: { todoSince: 1 }, sparse: true },
    { key: { 'applied.0.at': 1 }, sparse: true },
    { key: { address: 1 }, sparse: true },
    { key: { flipAt: 1 }, sparse: true },
    { key: { 'mergingInto.since': 1 }, sparse: true },
    { key: { 'mergedInto.into': 1 }, sparse: true },
    { key: { 'mergingInto.into': 1 }, sparse: true },
    { key: { aliases: 1 }, sparse: true },
  ]);
  await db.collection('forgotten').createIndexes([{ key: { 'pending.pseudonym': 1 }, sparse: true }]);
  await db
    .collection('trail')
    .createIndexes([{ key: { user: 1, journey: 1, visit: 1, number: 1 } }, { key: { 'entries.what': 1 } }]);
  await db.collection('exposures').createIndexes([{ key: { user: 1, at: 1 } }, { key: { experiment: 1, at: 1 } }]);
  await db.collection('audit').createIndexes([{ key: { 'to.user': 1, at: 1 } }, { key: { at: 1 } }]);
  await db.collection('showings').createIndexes([{ key: { user: 1, at: 1 } }, { key: { slot: 1, item: 1, at: 1 } }]);
  await db.collection('messages').createIndexes([{ key: { user: 1, at: 1 } }]);
  await db
    .collection('nudges')
    .createIndexes([{ key: { user: 1, at: 1 } }, { key: { status: 1 } }, { key: { fingerprint: 1 }, sparse: true }]);
}
