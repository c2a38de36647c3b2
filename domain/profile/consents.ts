import type { Json } from '../json.ts';
import { own } from '../own.ts';
import { consentEvents, type Consent, type Consents } from './consent.ts';
import type { Instant } from '../time/instant.ts';
import type { UserEvent } from './event.ts';

/** Of a document that is read and written whole with every event: more than any preference page offers. */
const most = 200;

/** What users say, the stricter first. */
const strictness: Readonly<Record<Consent['says'], number>> = { out: 0, in: 1, confirmed: 2 };

/** What the user said with one event more. Neither order nor repetition of events matters. */
export function consentsWith(consents: Consents, event: UserEvent): Consents {
  const said = sayingOf(event);
  if (said === null) return consents;
  const { key, consent } = said;
  return bounded(told(consents, key, consent));
}

/** What two users said, as if one of them had said it all. */
export function unitedConsents(one: Consents, other: Consents): Consents {
  return bounded(Object.entries(other).reduce((all, [key, consent]) => told(all, key, consent), one));
}

/** With one word more on a key, however many keys that makes. */
export function told(consents: Consents, key: string, consent: Consent): Consents {
  const known = own(consents, key);
  return { ...consents, [key]: known === undefined ? consent : united(known, consent) };
}

/**
 * As much of it as is kept. A key that has no room never comes back, so that whatever was or will be said of it goes the
 * same way in any order; a No that becomes one to a channel may itself displace a key, and there are five such channels.
 */
function bounded(consents: Consents): Consents {
  const entries = Object.entries(consents);
  if (entries.length <= most) return consents;
  entries.sort(byWeight);
  const kept: Consents = Object.fromEntries(entries.slice(0, most));
  return bounded(entries.slice(most).reduce(widened, kept));
}

/** With the No of a key that is not kept, as one to all of its channel; of a channel that nobody here knows, to everything. */
function widened(consents: Consents, [key, consent]: readonly [string, Consent]): Consents {
  const at = lastOf(consent, 'out');
  if (!isKnown(at)) return consents;
  const channel = `${key.split('/', 1)[0]}/*`;
  return told(consents, isGeneral(channel) ? channel : '*/*', { says: 'out', at });
}

/** Of a fingerprint; events come from outside. */
const longestPrint = 40;

interface Saying {
  readonly key: string;
  readonly consent: Consent;
}

function sayingOf({ name, properties, timestamp: at }: UserEvent): Saying | null {
  const says = name === null ? undefined : own<Consent['says']>(consentEvents, name);
  if (says === undefined) return null;
  // Whoever calls a mail spam wants none of that sender's, whatever this one was about.
  if (name === 'Email Complained') return { key: 'email/*', consent: { says, at, complained: at } };
  const channel = partOf(own(properties, 'channel'), says);
  const category = partOf(own(properties, 'category'), says);
  if (channel === null || category === null) return null;
  const address = says === 'confirmed' ? own(properties, 'address') : undefined;
  const consent = { says, at, ...(typeof address === 'string' && { address: address.slice(0, longestPrint) }) };
  return { key: `${channel}/${category}`, consent };
}

/** What no name of a channel or a category can be counts against sending: as a yes to nothing, as a no to everything. */
function partOf(value: Json | undefined, says: Consent['says']): string | null {
  return consentPart(value) ?? (says === 'out' ? '*' : null);
}

/** A channel or a category as consents name it, however it was written; `*` where all are meant, null for no name at all. */
export function consentPart(value: Json | undefined): string | null {
  if (value === undefined || value === null || value === '') return '*';
  const name = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^(?:\*|[a-z0-9][a-z0-9-]{0,39})$/.test(name) ? name : null;
}

/** Both sayings in one: the later, and when it was confirmed and refused last, which says what a yes is worth. */
function united(one: Consent, other: Consent): Consent {
  const { says, at } = isLater(other, one) ? other : one;
  const [confirmed, out] = (['confirmed', 'out'] as const).map((what) =>
    says === what ? -Infinity : Math.max(lastOf(one, what), lastOf(other, what)),
  );
  const address = addressOf(one, other);
  const complained = Math.max(one.complained ?? -Infinity, other.complained ?? -Infinity);
  return {
    ...{ says, at, ...(isKnown(confirmed) && { confirmed }), ...(isKnown(out) && { out }) },
    ...(address !== undefined && { address }),
    ...(isKnown(complained) && { complained }),
  };
}

/** Of two confirmations the later tells the address; of one instant that which sorts last. */
function addressOf(one: Consent, other: Consent): string | undefined {
  const [mine, theirs] = [lastOf(one, 'confirmed'), lastOf(other, 'confirmed')];
  if (mine !== theirs) return mine > theirs ? one.address : other.address;
  return (one.address ?? '') > (other.address ?? '') ? one.address : other.address;
}

function lastOf(consent: Consent, what: 'confirmed' | 'out'): Instant {
  return consent.says === what ? consent.at : (consent[what] ?? -Infinity);
}

/** An address that was confirmed, and when. */
export interface Confirmed {
  readonly address: string;
  readonly at: Instant;
}

/** What was confirmed last of exactly this; null where nothing was, or nobody has said of which address. */
export function confirmedOn(
  consents: Consents,
  { channel, category }: { readonly channel: string | null; readonly category: string | null },
): Confirmed | null {
  const consent = own(consents, `${consentPart(channel)}/${consentPart(category)}`);
  if (consent?.address === undefined) return null;
  return { address: consent.address, at: lastOf(consent, 'confirmed') };
}

function isKnown(at: Instant | undefined): at is Instant {
  return at !== undefined && at > -Infinity;
}

function isLater(one: Consent, other: Consent): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return strictness[one.says] < strictness[other.says];
}

/**
 * What stays first. A key's place never changes, so the ones that are kept are the same in any order of the events, with
 * all that was ever said of them. Channels that Usher does not have weigh no more than categories: they could be many.
 */
function byWeight([one]: readonly [string, Consent], [other]: readonly [string, Consent]): number {
  if (isGeneral(one) !== isGeneral(other)) return isGeneral(one) ? -1 : 1;
  return one < other ? -1 : 1;
}

function isGeneral(key: string): boolean {
  return /^(?:\*|email|in-app|webhook|push)\/\*$/.test(key);
}
