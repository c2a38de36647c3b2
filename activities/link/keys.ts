import { createHmac } from 'node:crypto';
import type { LinkKeys } from '../../domain/link/seal.ts';

/** The keys of the configuration, with node's HMAC and base64url. */
export function linkKeys(secrets: readonly string[]): LinkKeys {
  return {
    secrets,
    mac: (secret, text) => createHmac('sha256', secret).update(text).digest('base64url'),
    encode: (text) => Buffer.from(text).toString('base64url'),
    decode,
  };
}

/** What does not come back as it was is no base64url. */
function decode(text: string): string | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes.toString() : null;
}
