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
}

/**
 * `<channel or *>/<category or *>` → what the user said last of exactly that; part of the profile, folded by `apply`
 * whatever the order of the events: the latest stands, of one instant the stricter (out, then in, then confirmed).
 */
export type Consents = Readonly<Record<string, Consent>>;
