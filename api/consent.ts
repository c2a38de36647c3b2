import type { Scope } from '../domain/link/preferences.ts';
import { consentEvents, type Consents } from '../domain/profile/consent.ts';
import { confirmedOn, type Confirmed } from '../domain/profile/consents.ts';
import { own } from '../domain/own.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { ApiDependencies } from './dependencies.ts';
import { record } from './event.ts';

/** What a user says by a link. */
export interface Word {
  readonly user: string;
  readonly says: 'in' | 'confirmed' | 'out';
  readonly scope: Scope;
  /** Of a confirmation: the fingerprint of the address to which the link went; absent where that is not known. */
  readonly address?: string | undefined;
  /** When; absent: now. */
  readonly at?: Instant;
}

/**
 * Keeps a Yes or a No. Said again it is the same word, for as long as the user has not said the contrary meanwhile, nor
 * confirmed another address: then it is a new one.
 */
export async function say(word: Word, dependencies: ApiDependencies): Promise<void> {
  const { profile } = await dependencies.store.users.read(word.user);
  if ((await keep(word, { profile, other: null }, dependencies)) === 'stored') return;
  // It was said before. Only now is it certain to be in what is read: of two at once the second is not news.
  const { profile: now } = await dependencies.store.users.read(word.user);
  const other = otherConfirmed(word, now.consent);
  if (other !== null) await keep(word, { profile: now, other }, dependencies);
}

interface Before {
  readonly profile: Profile;
  /** Another address, of which the same was confirmed since; null where none was. */
  readonly other: Confirmed | null;
}

function keep(
  { user, says, scope, at, address }: Word,
  { profile, other }: Before,
  dependencies: ApiDependencies,
): Promise<'stored' | 'duplicate'> {
  const { channel, category } = scope;
  const of = says === 'confirmed' && address !== undefined ? { address } : {};
  const properties = { ...(channel !== null && { channel }), ...(category !== null && { category }), ...of };
  const now = afterAll(profile.consent, dependencies.clock.at(Date.now(), user));
  const since = other === null ? [] : [other.at];
  const once = [says, channel, category, contraries(profile, says), ...Object.values(of), ...since];
  return record({ user, name: events[says], properties, once, at: at ?? now }, dependencies);
}

function otherConfirmed({ says, scope, address }: Word, consents: Consents): Confirmed | null {
  if (says !== 'confirmed' || address === undefined) return null;
  const confirmed = confirmedOn(consents, scope);
  return confirmed?.address === address ? null : confirmed;
}

/**
 * When somebody speaks who has said these things before: now, though the clock of who has noted them was ahead of this one.
 * A page says two things of two instants.
 */
export function afterAll(consents: Consents, now: Instant): Instant {
  const spoken = Object.values(consents).map(({ at }) => at + 2);
  return Math.max(now, ...spoken);
}

const events = { in: 'Subscribed', confirmed: 'Subscription Confirmed', out: 'Unsubscribed' } as const;

/** How often the user has said the contrary. */
function contraries({ events }: Profile, says: Word['says']): number {
  const names = Object.entries(consentEvents).flatMap(([name, said]) => {
    return (said === 'out') === (says === 'out') ? [] : [name];
  });
  return names.reduce((sum, name) => sum + (own(events, name)?.count ?? 0), 0);
}
