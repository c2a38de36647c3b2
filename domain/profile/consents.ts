import type { Json } from '../json.ts';
import { own } from '../own.ts';
import { consentEvents, type Consent, type Consents } from './consent.ts';
import type { Instant } from '../time/instant.ts';
import type { UserEvent } from './event.ts';

/** Of a document that is read and written whole with every event: more than any preference page offers. */
const most = 50;

/** What users say, the stricter first. */
const strictness: Readonly<Record<Consent['says'], number>> = { out: 0, in: 1, confirmed: 2 };

/** What the user said with one event more. Neither order nor repetition of events matters. */
export function consentsWith(consents: Consents, event: UserEvent): Consents {
  const said = sayingOf(event);
  if (said === null) return consents;
  const { key, consent } = said;
  const known = own(consents, key);
  const told = Object.entries({ ...consents, [key]: known === undefined ? consent : united(known, consent) });
  return Object.fromEntries(told.length > most ? told.sort(byWeight).slice(0, most) : told);
}

interface Saying {
  readonly key: string;
  readonly consent: Consent;
}

function sayingOf({ name, properties, timestamp: at }: UserEvent): Saying | null {
  const says = name === null ? undefined : own<Consent['says']>(consentEvents, name);
  if (says === undefined) return null;
  // Whoever calls a mail spam wants none of that sender's, whatever this one was about.
  if (name === 'Email Complained') return { key: 'email/*', consent: { says, at } };
  const channel = partOf(own(properties, 'channel'), says);
  const category = partOf(own(properties, 'category'), says);
  return channel === null || category === null ? null : { key: `${channel}/${category}`, consent: { says, at } };
}

/** What no name of a channel or a category can be counts against sending: as a yes to nothing, as a no to everything. */
function partOf(value: Json | undefined, says: Consent['says']): string | null {
  if (value === undefined || value === null || value === '') return '*';
  const name = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (/^(?:\*|[a-z0-9][a-z0-9-]{0,39})$/.test(name)) return name;
  return says === 'out' ? '*' : null;
}

/** Both sayings in one: the later, and when it was confirmed and refused last, which says what a yes is worth. */
function united(one: Consent, other: Consent): Consent {
  const { says, at } = isLater(other, one) ? other : one;
  const [confirmed, out] = (['confirmed', 'out'] as const).map((what) =>
    says === what ? -Infinity : Math.max(lastOf(one, what), lastOf(other, what)),
  );
  return { says, at, ...(isKnown(confirmed) && { confirmed }), ...(isKnown(out) && { out }) };
}

function lastOf(consent: Consent, what: 'confirmed' | 'out'): Instant {
  return consent.says === what ? consent.at : (consent[what] ?? -Infinity);
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
