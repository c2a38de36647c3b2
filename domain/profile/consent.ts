import type { Instant } from '../time/instant.ts';

/** The events that say yes or no, whoever sends them; their properties may name a `channel` and a `category`. */
export const consentEvents = {
  Subscribed: 'in',
  'Subscription Confirmed': 'confirmed',
  Unsubscribed: 'out',
  'Email Complained': 'out',
} as const;

/** What the user said last about a channel and a category: `in` is not confirmed by mail, `confirmed` is. */
export interface Consent {
  readonly says: 'in' | 'confirmed' | 'out';
  readonly at: Instant;
  /** When it was confirmed last, where something else was said since. */
  readonly confirmed?: Instant;
  /** When it was refused last, where something else was said since. */
  readonly out?: Instant;
  /** The fingerprint of the address that was confirmed last; absent where whoever confirmed has not said which. */
  readonly address?: string;
  /** When mail was called spam last: a No that only a confirmed Yes takes back. */
  readonly complained?: Instant;
}

/**
 * `<channel or *>/<category or *>` → what the user said last of exactly that; part of the profile, folded by `apply`
 * whatever the order of the events: the latest stands, of one instant the stricter (out, then in, then confirmed).
 * At most 200: what was said of all, or of all of a channel, then what comes first in the alphabet. Of the others a No is
 * one to all of their channel, so that none is ever lost, and a Yes counts for nothing.
 */
export type Consents = Readonly<Record<string, Consent>>;
