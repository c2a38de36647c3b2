import type { Collection, Db } from 'mongodb';
import { insertOnce } from './insert-once.ts';
import type { KeyedHash } from './keyed-hash.ts';

interface SuppressedDocument {
  readonly _id: string;
  /** What the key of the hash is known by. */
  readonly key: string;
}

/** Addresses that took no mail while somebody had them who was forgotten, by keyed hashes. */
export interface Suppressed {
  suppress(addresses: readonly string[]): Promise<void>;
  isSuppressed(address: string): Promise<boolean>;
}

export function createSuppressed(db: Db, { keys: [key = ''], hashes }: KeyedHash): Suppressed {
  const suppressed: Collection<SuppressedDocument> = db.collection('suppressed');
  return {
    async suppress(addresses) {
      for (const address of addresses) {
        const [_id = ''] = hashes('address', address.toLowerCase());
        await insertOnce(suppressed, { _id, key });
      }
    },
    async isSuppressed(address) {
      const all = hashes('address', address.toLowerCase());
      return all.length > 0 && (await suppressed.findOne({ _id: { $in: [...all] } })) !== null;
    },
  };
}
