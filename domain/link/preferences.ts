import { consentTo, isConfirmed } from '../pacing/consent.ts';
import type { ConsentPolicy } from '../pacing/policy.ts';
import type { Consents } from '../profile/consent.ts';
import type { Channel } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';

/** What one says yes or no to; null: all of them. */
export interface Scope {
  readonly channel: Channel | null;
  readonly category: string | null;
}

/** One line of the preference page: a category, or (null) everything else. */
export interface Choice {
  readonly category: string | null;
  readonly wanted: boolean;
}

/** What of it has to be said so that it is as wished. */
export interface Change extends Choice {
  readonly at: Instant;
}

/** Whose preferences these are, and what may be chosen. */
export interface Choosing {
  readonly consents: Consents;
  readonly policy: ConsentPolicy;
  /** Null: it is about every channel. */
  readonly channel: Channel | null;
}

/** The lines of the page, as things stand. */
export function choicesOf(choosing: Choosing): readonly Choice[] {
  return linesOf(choosing).map((category) => ({ category, wanted: isWanted(choosing, category) }));
}

/**
 * Every category of the policy, then those of which the user has spoken all the same: by one click in a mail of a category
 * that the policy does not name, which only here can be taken back. Then everything else.
 */
export function linesOf({ consents, policy: { categories }, channel }: Choosing): readonly Choice['category'][] {
  const spokenOf = Object.keys(consents).flatMap((key) => {
    const [by, category = '*'] = key.split('/');
    return category !== '*' && (by === '*' || by === (channel ?? 'email')) ? [category] : [];
  });
  return [...new Set([...categories, ...spokenOf.sort()]), null];
}

/**
 * What a filled page changes, in the order in which it has to be said. A word on everything else speaks of the categories,
 * too: it is dated before theirs, and what is to stay as it was is said again after it.
 */
export function changesOf(choosing: Choosing, wished: readonly Choice[], now: Instant): readonly Change[] {
  const rest = wished.find(({ category, wanted }) => category === null && wanted !== isWanted(choosing, null));
  const first = rest === undefined ? [] : [{ ...rest, at: now - 1 }];
  const then = rest === undefined ? choosing : { ...choosing, consents: saying(choosing, rest.wanted, now - 1) };
  const differing = wished.filter(({ category, wanted }) => category !== null && wanted !== isWanted(then, category));
  return [...first, ...differing.map((choice) => ({ ...choice, at: now }))];
}

function saying({ consents, channel }: Choosing, wanted: boolean, at: Instant): Consents {
  return { ...consents, [keyOf(channel, null)]: { says: wanted ? 'confirmed' : 'out', at } };
}

/**
 * Whether something of this category would go out now, as far as the user's own word decides. Where it is about every
 * channel, mail stands for all of them: it is of mail that people have had enough.
 */
function isWanted({ consents, policy, channel }: Choosing, category: string | null): boolean {
  const mode = policy.modes[channel ?? 'email'];
  const about = [channel ?? 'email', category ?? '*'] as const;
  const said = consentTo(consents, ...about)?.says;
  if (said === undefined) return mode === 'opt-out' || mode === 'always';
  return said !== 'out' && (mode !== 'double-opt-in' || isConfirmed(consents, ...about));
}

function keyOf(channel: Channel | null, category: string | null): string {
  return `${channel ?? '*'}/${category ?? '*'}`;
}
