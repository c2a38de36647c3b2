import { isTarget } from '../../domain/link/claims.ts';

/**
 * An address as a browser asks for it, which is ASCII: a host in Punycode, the rest percent-encoded. Null where no link may
 * lead there; browsers pass over control characters and turn `\\` round, so an address with these is not what it looks like.
 */
export function targetOf(address: string): string | null {
  if (/[\p{Cc}\s\\]/u.test(address) || !URL.canParse(address)) return null;
  const { href } = new URL(address);
  return isTarget(href) ? href : null;
}
