import { UsherError } from '../errors.ts';
import type { Channel } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';
import { isTarget, type LinkClaims, type LinkKind } from './claims.ts';
import { sign, signedText, type LinkKeys } from './sign.ts';

export type { LinkKeys } from './sign.ts';

/** Longer than any link of ours, shorter than what a browser or a server cuts. */
const longest = 8000;

/** Says which form the text before the signature has, inside of what is signed. */
const version = 'usher-link-1';

/**
 * The claims as text, signed: `<claims>.<signature>`, safe in a path. Whoever holds it can read it, and change nothing.
 * @throws UsherError CONFIGURATION_INVALID without a key, LINK_INVALID for a target that is not http or https
 */
export function seal(keys: LinkKeys, claims: LinkClaims): string {
  const [secret] = keys.secrets;
  if (secret === undefined)
    throw new UsherError('CONFIGURATION_INVALID', 'USHER_LINK_SECRET is not set; expected a key that signs links');
  if (claims.target !== undefined && !isTarget(claims.target))
    throw new UsherError('LINK_INVALID', 'the target of a link has no http or https, is not ASCII or too long');
  return sign(keys, secret, { version, text: write(claims) });
}

/**
 * What a link says, once its signature was found right.
 * @param expected the kind that its path names
 * @throws UsherError LINK_INVALID, LINK_EXPIRED
 */
export function open(
  keys: LinkKeys,
  token: string,
  expected: { readonly kind: LinkKind; readonly now: Instant },
): LinkClaims {
  const claims = verified(keys, token);
  if (claims === null) throw new UsherError('LINK_INVALID', 'the link is not one of ours, or a part of it was lost');
  if (claims.kind !== expected.kind)
    throw new UsherError('LINK_INVALID', `found a link of the kind ${claims.kind}, expected ${expected.kind}`);
  if (claims.expires <= expected.now) throw new UsherError('LINK_EXPIRED', 'the link has expired');
  return claims;
}

function verified(keys: LinkKeys, token: string): LinkClaims | null {
  const text = signedText(keys, token, { version, longest });
  return text === null ? null : read(text);
}

/** A list, since names would be half of every link. */
function write({ kind, user, nudge, category, channel, target, expires, address }: LinkClaims): string {
  const rest = address === undefined ? [] : [address];
  return JSON.stringify([kind, user, nudge, category ?? null, channel ?? null, target ?? null, expires, ...rest]);
}

type Written = readonly [LinkKind, string, string, string | null, Channel | null, string | null, Instant, string?];

/** Whatever has our signature was written by `write`. */
function read(text: string): LinkClaims {
  const [kind, user, nudge, category, channel, target, expires, address] = JSON.parse(text) as Written;
  return {
    ...{ kind, user, nudge, expires },
    ...(category !== null && { category }),
    ...(channel !== null && { channel }),
    ...(target !== null && { target }),
    ...(address !== undefined && { address }),
  };
}
