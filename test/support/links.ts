import type { SealLink } from '../../activities/dependencies.ts';
import { linkKeys } from '../../activities/link/keys.ts';
import { linkAddress } from '../../domain/link/address.ts';
import type { LinkClaims, LinkKind } from '../../domain/link/claims.ts';
import { open } from '../../domain/link/seal.ts';

const keys = linkKeys(['a-key-that-signs-the-links-of-tests']);

/** Links as a worker makes them, with a key of the tests' own. */
export const links: SealLink = (claims) => linkAddress('https://go.acme.test', keys, claims);

/** What a link says, by its address; its signature is right. */
export function claimsOf(address: string): LinkClaims {
  const [, kind = '', token = ''] = new URL(address).pathname.split('/');
  return open(keys, token, { kind: kind as LinkKind, now: 0 });
}
