import { UsherError } from '../errors.ts';
import type { LinkKeys } from '../link/seal.ts';
import { sign, signedText } from '../link/sign.ts';
import { day, type Instant } from '../time/instant.ts';

/** What a token says: which item a user was given where, so that it can be told that it was seen. */
export interface SeenClaims {
  readonly user: string;
  readonly slot: string;
  readonly item: string;
  readonly session: string;
  readonly release: string;
  readonly rule: string | null;
}

/** Told apart from links, which the same keys sign. */
const form = { version: 'usher-seen-1', longest: 2000 };

/** A page may stay open for days; what is seen after that says nothing of the decision. */
const goodFor = 7 * day;

/** The claims as signed text; null without a key. */
export function sealSeen(
  keys: LinkKeys,
  { user, slot, item, session, release, rule }: SeenClaims,
  now: Instant,
): string | null {
  const [secret] = keys.secrets;
  if (secret === undefined) return null;
  const text = JSON.stringify([user, slot, item, session, release, rule, now + goodFor]);
  return sign(keys, secret, { version: form.version, text });
}

/**
 * What a token says, once its signature was found right and it is this user's.
 * @throws UsherError TOKEN_INVALID, TOKEN_EXPIRED
 */
export function openSeen(
  keys: LinkKeys,
  token: string,
  { user, now }: { readonly user: string; readonly now: Instant },
): SeenClaims {
  const text = signedText(keys, token, form);
  if (text === null) throw new UsherError('TOKEN_INVALID', 'the token is not one of ours, or a part of it was lost');
  const [owner, slot, item, session, release, rule, expires] = JSON.parse(text) as Written;
  if (owner !== user) throw new UsherError('TOKEN_INVALID', 'the token was given to another user');
  if (expires <= now)
    throw new UsherError('TOKEN_EXPIRED', 'the token has expired; expected one of the last seven days');
  return { user, slot, item, session, release, rule };
}

type Written = readonly [string, string, string, string, string, string | null, Instant];
