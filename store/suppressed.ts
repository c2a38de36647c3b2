import type { Collection, Db } from 'mongodb';
import { insertOnce } from './insert-once.ts';
import type { KeyedHash } from './keyed-hash.ts';

interface SuppressedDocument {
  readonly _id: string;
  /** What the key of the hash is known by. */
  readonly key: string;
}

/** Addresses that take no mail, whoever has them or will have them, by keyed hashes. */
export interface Suppressed {
  /** Without a key nothing is kept: then each user's document alone tells. */
  suppress(addresses: readonly string[]): Promise<void>;
  isSuppressed(address: string): Promise<boolean>;
}

export function createSuppressed(db: Db, { keys: [key = ''], hashes }: KeyedHash): Suppressed {
  const suppressed: Collection<SuppressedDocument> = db.collection('suppressed');
  return {
    async suppress(addresses) {
      for (const address of addresses) {
        const [_id] = hashes('address', address.toLowerCase());
        if (_id !== undefined) await insertOnce(suppressed, { _id, key });
      }
    },
    async isSuppressed(address) {
      const all = hashes('address', address.toLowerCase());
      return all.length > 0 && (await suppressed.findOne({ _id: { $in: [...all] } })) !== null;
    },
  };
}
