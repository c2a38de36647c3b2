import type { Scope } from '../domain/link/preferences.ts';
import { consentEvents, type Consents } from '../domain/profile/consent.ts';
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
 * Keeps a Yes or a No. Said again it is the same word, for as long as the user has not said the contrary meanwhile: then it
 * is a new one.
 */
export async function say({ user, says, scope, at, address }: Word, dependencies: ApiDependencies): Promise<void> {
  const { profile } = await dependencies.store.users.read(user);
  const { channel, category } = scope;
  const of = says === 'confirmed' && address !== undefined ? { address } : {};
  const properties = { ...(channel !== null && { channel }), ...(category !== null && { category }), ...of };
  const now = afterAll(profile.consent, dependencies.clock.at(Date.now(), user));
  const once = [says, channel, category, contraries(profile, says), ...Object.values(of)];
  await record({ user, name: events[says], properties, once, at: at ?? now }, dependencies);
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
