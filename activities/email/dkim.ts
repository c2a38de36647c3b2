import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DkimConfiguration } from '../../domain/configuration/configuration.ts';
import { UsherError } from '../../domain/errors.ts';

/** With what mails are signed (RFC 6376). */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** RFC 8301: receivers take no signature of a shorter key. */
const shortest = 1024;

/** Reads the key that the configuration names. @throws UsherError CONFIGURATION_INVALID for what signs nothing */
export async function readDkimKey({ domain, selector, keyPath }: DkimConfiguration): Promise<DkimKey> {
  const privateKey = await readFile(keyPath, 'utf8').catch((cause: unknown) => {
    throw new UsherError('CONFIGURATION_INVALID', `USHER_DKIM_KEY_PATH: ${keyPath} cannot be read`, { cause });
  });
  const found = foundIn(privateKey);
  if (found === null) return { domain, selector, privateKey };
  const expected = `expected an RSA private key in PEM of at least ${shortest} bits`;
  throw new UsherError('CONFIGURATION_INVALID', `USHER_DKIM_KEY_PATH: found ${found}, ${expected}`);
}

/** What is wrong with a key, without showing any of it. A mail whose signing failed would go out unsigned. */
function foundIn(pem: string): string | null {
  try {
    const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = createPrivateKey(pem);
    const bits = details?.modulusLength ?? 0;
    if (type !== 'rsa') return `a key of the type ${type}`;
    return bits < shortest ? `${bits} bits` : null;
  } catch {
    return 'no private key, or one with a passphrase';
  }
}
