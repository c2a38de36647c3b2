import { own } from '../own.ts';
import { addressPrint } from '../profile/address-print.ts';
import type { Consent, Consents } from '../profile/consent.ts';
import type { Channel } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';
import type { ConsentMode } from './policy.ts';
import type { Setting } from './setting.ts';

type Wanting = Pick<Setting, 'policy' | 'facts'> & { readonly entry: Pick<Setting['entry'], 'channel' | 'category'> };

/** Why the user has not agreed to nudges of this channel and category; null where nothing is missing. */
export function refusedBy({ policy, facts, entry }: Wanting): string | null {
  const { channel, category } = entry;
  const mode = policy.consent.modes[channel];
  // Whoever is not asked first may still say no to mail: every one of them offers it.
  if (mode === 'always' && channel !== 'email') return null;
  const said = consentTo(facts.profile.consent, channel, category);
  const what = `${category} by ${channel}`;
  if (said === 'out') return `unsubscribed from ${what}`;
  const { consent, traits } = facts.profile;
  const about = { channel, category, address: addressPrint(traits.email) };
  const confirmed = mode === 'double-opt-in' && isConfirmed(consent, about);
  return missing(mode, { said, confirmed, what });
}

interface Asked {
  readonly said: 'in' | null;
  readonly confirmed: boolean;
  readonly what: string;
}

function missing(mode: ConsentMode, { said, confirmed, what }: Asked): string | null {
  switch (mode) {
    case 'always':
    case 'opt-out':
      return null;
    case 'opt-in':
      return said === null ? `opt-in: has not subscribed to ${what}` : null;
    case 'double-opt-in':
      if (said === null) return `double opt-in: has not subscribed to ${what}`;
      return confirmed ? null : `double opt-in: ${what} is not confirmed yet`;
  }
}

/**
 * What the user's words on a channel and a category come to; null where nothing was said. Four keys speak of it. A No stands
 * until a later Yes that names what it was said of, or less; whoever said no to news does not take it back by a Yes to
 * everything at a checkout. A confirmed Yes, as mails and the preference page ask for, takes back whatever it speaks of. It
 * alone does so with a complaint.
 */
export function consentTo(consents: Consents, channel: Channel, category: string): 'in' | 'out' | null {
  const words = wordsOn(consents, channel, category);
  const confirmed = lastOf(words, 'confirmed');
  const stands = words.some(({ key, out, complained }) => {
    const named = words.filter((other) => isWithin(other.key, key));
    return isAfter(out, Math.max(confirmed, lastOf(named, 'yes'))) || isAfter(complained, confirmed);
  });
  if (stands) return 'out';
  return words.length > 0 ? 'in' : null;
}

/** What is asked for, and where it would go: the fingerprint of the user's address. */
export interface About {
  readonly channel: Channel;
  readonly category: string;
  /** Null: none. */
  readonly address: string | null;
}

/**
 * Whether the address was confirmed by mail since the user last said no; a yes that is said again takes nothing away. What
 * was confirmed of another address says nothing of this one.
 */
export function isConfirmed(consents: Consents, { channel, category, address }: About): boolean {
  const words = wordsOn(consents, channel, category);
  const ofIt = words.filter((each) => channel !== 'email' || each.address === null || each.address === address);
  return lastOf(ofIt, 'confirmed') > lastOf(words, 'out');
}

/** When each thing was said last of one key; -Infinity: never. */
interface Words {
  readonly key: string;
  /** Confirmed or not. */
  readonly yes: Instant;
  readonly confirmed: Instant;
  /** Which address that was of; null: nobody has said. */
  readonly address: string | null;
  readonly out: Instant;
  readonly complained: Instant;
}

function wordsOn(consents: Consents, channel: Channel, category: string): readonly Words[] {
  if (Object.keys(consents).length === 0) return [];
  const keys = new Set([`${channel}/${category}`, `${channel}/*`, `*/${category}`, '*/*']);
  return [...keys].flatMap((key) => {
    const said = own(consents, key);
    return said === undefined ? [] : [wordsOf(key, said)];
  });
}

function wordsOf(key: string, { says, at, ...last }: Consent): Words {
  const confirmed = says === 'confirmed' ? at : (last.confirmed ?? -Infinity);
  return {
    key,
    yes: says === 'out' ? confirmed : at,
    confirmed,
    address: last.address ?? null,
    out: says === 'out' ? at : (last.out ?? -Infinity),
    complained: last.complained ?? -Infinity,
  };
}

function lastOf(words: readonly Words[], what: 'yes' | 'confirmed' | 'out' | 'complained'): Instant {
  return Math.max(-Infinity, ...words.map((each) => each[what]));
}

/** Of one instant the No counts. */
function isAfter(no: Instant, yes: Instant): boolean {
  return no > -Infinity && no >= yes;
}

/** Whether a key speaks of nothing but what the other one speaks of. */
function isWithin(key: string, other: string): boolean {
  const [parts, others] = [key.split('/'), other.split('/')];
  return others.every((part, index) => part === '*' || part === parts[index]);
}
