import type { Consent, Consents } from '../profile/consent.ts';
import type { Channel } from '../template/template.ts';
import type { ConsentMode } from './policy.ts';
import type { Setting } from './setting.ts';

/** Why the user has not agreed to nudges of this channel and category; null where nothing is missing. */
export function refusedBy({ policy, facts, entry }: Pick<Setting, 'policy' | 'facts' | 'entry'>): string | null {
  const { channel, category } = entry;
  const mode = policy.consent.modes[channel];
  if (mode === 'always') return null;
  const said = consentTo(facts.profile.consent, channel, category);
  const what = `${category} by ${channel}`;
  if (said?.says === 'out') return `unsubscribed from ${what}`;
  const confirmed = mode === 'double-opt-in' && isConfirmed(facts.profile.consent, channel, category);
  return missing(mode, { said, confirmed, what });
}

interface Asked {
  readonly said: Consent | null;
  readonly confirmed: boolean;
  readonly what: string;
}

function missing(mode: Exclude<ConsentMode, 'always'>, { said, confirmed, what }: Asked): string | null {
  switch (mode) {
    case 'opt-out':
      return null;
    case 'opt-in':
      return said === null ? `opt-in: has not subscribed to ${what}` : null;
    case 'double-opt-in':
      if (said === null) return `double opt-in: has not subscribed to ${what}`;
      return confirmed ? null : `double opt-in: ${what} is not confirmed yet`;
  }
}

/** What a user said last of a channel and a category, or of more than that; null where nothing was said. */
export function consentTo(consents: Consents, channel: Channel, category: string): Consent | null {
  let last: Consent | null = null;
  for (const said of applying(consents, channel, category)) if (last === null || isLater(said, last)) last = said;
  return last;
}

/** Whether the address was confirmed by mail since the user last said no; a yes that is said again takes nothing away. */
export function isConfirmed(consents: Consents, channel: Channel, category: string): boolean {
  let [confirmed, out] = [-Infinity, -Infinity];
  for (const said of applying(consents, channel, category)) {
    confirmed = Math.max(confirmed, said.says === 'confirmed' ? said.at : (said.confirmed ?? -Infinity));
    out = Math.max(out, said.says === 'out' ? said.at : (said.out ?? -Infinity));
  }
  return confirmed > out;
}

function applying(consents: Consents, channel: Channel, category: string): readonly Consent[] {
  const keys = [`${channel}/${category}`, `${channel}/*`, `*/${category}`, '*/*'];
  return keys.flatMap((key) => consents[key] ?? []);
}

/** Of one instant the stricter. */
const strictness: Readonly<Record<Consent['says'], number>> = { out: 2, in: 1, confirmed: 0 };

function isLater(one: Consent, other: Consent): boolean {
  return one.at === other.at ? strictness[one.says] > strictness[other.says] : one.at > other.at;
}
