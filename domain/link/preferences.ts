import { consentTo, isConfirmed, type About } from '../pacing/consent.ts';
import type { ConsentMode, ConsentPolicy } from '../pacing/policy.ts';
import type { Consent, Consents } from '../profile/consent.ts';
import { told } from '../profile/consents.ts';
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

/** What has to be said of a category so that it is as wished. */
export interface Change {
  readonly category: string | null;
  readonly says: Consent['says'];
  readonly at: Instant;
  /** Of a confirmation: the fingerprint of the address that it is of; absent where that is not known. */
  readonly address?: string;
}

/** Whose preferences these are, and what may be chosen. */
export interface Choosing {
  readonly consents: Consents;
  readonly policy: ConsentPolicy;
  /** Null: it is about every channel. */
  readonly channel: Channel | null;
  /** The fingerprint of the user's address; null where there is none. */
  readonly address: string | null;
  /** That of the address to which the link went by which they came; null where that is not known. */
  readonly cameTo: string | null;
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
 * too: it is dated before theirs, and what is to stay as it was is said again after it, for as much as it was worth.
 */
export function changesOf(choosing: Choosing, wished: readonly Choice[], now: Instant): readonly Change[] {
  const rest = wished.filter(({ category, wanted }) => category === null && wanted !== isWanted(choosing, null));
  const first = rest.map((choice) => changeTo(choice, { before: choosing, after: choosing, at: now - 1 }));
  const after = first.reduce(saying, choosing);
  const differing = wished.filter(({ category, wanted }) => category !== null && wanted !== isWanted(after, category));
  return [...first, ...differing.map((choice) => changeTo(choice, { before: choosing, after, at: now }))];
}

interface Wording extends Pick<Change, 'at'> {
  /** As it was when the page was filled, and as it is once what comes first is said. */
  readonly before: Choosing;
  readonly after: Choosing;
}

function changeTo({ category, wanted }: Choice, { before, after, at }: Wording): Change {
  if (!wanted) return { category, says: 'out', at };
  const yes = { category, says: 'in', at } as const;
  const confirmed = (address: string | null): Change => {
    return { ...yes, says: 'confirmed', ...(address !== null && { address }) };
  };
  const { cameTo, address } = before;
  if (isConfirmed(before.consents, aboutOf(before, category))) return confirmed(address);
  // Whoever came by a mail of ours has its address: their Yes needs no second mail.
  if (modeOf(before) === 'double-opt-in') return cameTo === null ? yes : confirmed(cameTo);
  // A complaint, or a No that is not named here: who ticks a box on our page means it.
  return isWanted(saying(after, yes), category) ? yes : confirmed(cameTo);
}

function saying(choosing: Choosing, { category, ...consent }: Change): Choosing {
  const { consents, channel } = choosing;
  return { ...choosing, consents: told(consents, `${channel ?? '*'}/${category ?? '*'}`, consent) };
}

/**
 * Whether something of this category would go out now, as far as the user's own word decides. Where it is about every
 * channel, mail stands for all of them: it is of mail that people have had enough.
 */
function isWanted(choosing: Choosing, category: string | null): boolean {
  const mode = modeOf(choosing);
  const about = aboutOf(choosing, category);
  const said = consentTo(choosing.consents, about.channel, about.category);
  if (said === null) return mode === 'opt-out' || mode === 'always';
  return said !== 'out' && (mode !== 'double-opt-in' || isConfirmed(choosing.consents, about));
}

function aboutOf({ channel, address }: Choosing, category: string | null): About {
  return { channel: channel ?? 'email', category: category ?? '*', address };
}

function modeOf({ policy, channel }: Choosing): ConsentMode {
  return policy.modes[channel ?? 'email'];
}
