import type { LinkClaims } from './claims.ts';
import { seal, type LinkKeys } from './seal.ts';

/** The address of a signed link, below the one where people reach the API. */
export function linkAddress(publicUrl: string, keys: LinkKeys, claims: LinkClaims): string {
  return `${publicUrl}/${claims.kind}/${seal(keys, claims)}`;
}
