import { createHash, createHmac } from 'node:crypto';

/** What is hashed: the same text means something else as an id than as an address. */
export type Hashed = 'user' | 'address';

/** Hashes that nobody can make, or guess from, who does not have the key. */
export interface KeyedHash {
  /** What each key is known by, the one that hashes first; none: nothing can be hashed. */
  readonly keys: readonly string[];
  /** The text under every key, as `keys`. */
  readonly hashes: (of: Hashed, text: string) => readonly string[];
}

/** HMAC-SHA256 under each of the secrets, in hex. */
export function createKeyedHash(secrets: readonly string[]): KeyedHash {
  return {
    keys: secrets.map((secret) => createHash('sha256').update(`usher-forget-key ${secret}`).digest('hex').slice(0, 12)),
    hashes: (of, text) => secrets.map((secret) => createHmac('sha256', secret).update(`${of} ${text}`).digest('hex')),
  };
}
