import type { Db } from 'mongodb';

/** Creates every index that a query of this folder needs; creating one that exists is free. */
export async function ensureIndexes(db: Db): Promise<void> {
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
  ]);
  await db
    .collection('trail')
    .createIndexes([{ key: { user: 1, journey: 1, visit: 1, number: 1 } }, { key: { 'entries.what': 1 } }]);
  await db.collection('exposures').createIndexes([{ key: { user: 1, at: 1 } }, { key: { experiment: 1, at: 1 } }]);
  await db.collection('showings').createIndexes([{ key: { user: 1, at: 1 } }, { key: { slot: 1, item: 1, at: 1 } }]);
  await db.collection('messages').createIndexes([{ key: { user: 1, at: 1 } }]);
  await db
    .collection('nudges')
    .createIndexes([{ key: { user: 1, at: 1 } }, { key: { status: 1 } }, { key: { fingerprint: 1 }, sparse: true }]);
}
