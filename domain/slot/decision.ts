import type { Exposure } from '../experiment/experiment.ts';
import { own } from '../own.ts';
import { newProfile } from '../profile/apply.ts';
import type { Facts } from '../profile/facts.ts';
import type { Context, Profile } from '../profile/profile.ts';
import type { Release } from '../release/release.ts';
import type { RenderedInApp } from '../template/rendered.ts';
import { second, type Instant, type Milliseconds } from '../time/instant.ts';
import { choose, type Chosen } from './choose.ts';
import { ttlOf } from './ttl.ts';
import { wordsOf } from './words.ts';

/** An item in the user's language. */
export interface DecidedItem extends Chosen, Pick<RenderedInApp, 'title' | 'body' | 'action' | 'image'> {
  /** Of its locales the one that was chosen. */
  readonly locale: string;
}

/** What a slot shows to a user, and why. */
export interface SlotDecision {
  readonly slot: string;
  /** `rules`: the slot's rules or its default have decided. `fallback`: nobody could tell, `because` says why. */
  readonly source: 'rules' | 'fallback';
  /** The release by which it was decided; null: none was known. */
  readonly release: string | null;
  /** The rule that has decided; null: none has. */
  readonly rule: string | null;
  readonly items: readonly DecidedItem[];
  readonly because: readonly string[];
  /** The arms that were met. */
  readonly arms: readonly Exposure[];
  /** How long it is worth keeping. */
  readonly ttl: Milliseconds;
  /** The first instant at which time alone may change it; null: it never does. */
  readonly validUntil: Instant | null;
}

/** Of whom it is asked, what the request says besides, and when. */
export interface Asking {
  readonly user: string;
  /** Null: nothing is known of the user, or cannot be read. */
  readonly facts: Facts | null;
  /** What goes before the context that is known, for this decision only. */
  readonly context: Context;
  readonly now: Instant;
}

/** Decides what a slot of a release shows. Pure: the clock is an argument. */
export function decideSlot(name: string, release: Release, asking: Asking): SlotDecision {
  const { content } = release;
  const slot = own(content.slots, name);
  if (slot === undefined)
    return fallenBack(name, release, { ...asking, because: `slot ${name} is not in the release` });
  const { facts: known, now } = asking;
  if (known === null || isEmpty(known)) {
    return fallenBack(name, release, { ...asking, because: 'nothing is known of this user' });
  }
  const facts = withContext(known, asking.context);
  const { experiments, policy, settings } = content;
  const parts = { experiments, holdout: policy.holdout, zone: settings.zone };
  const { items: chosen, rule, because, arms, validUntil } = choose(slot, parts, { facts, now });
  const { items, failed } = worded(chosen, release, { facts, now });
  const [why] = failed;
  if (items.length === 0 && why !== undefined) return fallenBack(name, release, { ...asking, because: why });
  const ttl = ttlOf(facts.profile, now, validUntil);
  // One literal of own keys, as of all that is made for every view of a page (`record.ts` says why).
  return {
    slot: name,
    source: 'rules',
    release: release.id,
    rule,
    items,
    because: failed.length === 0 ? because : [...because, ...failed],
    arms,
    ttl,
    validUntil,
  };
}

/** As long as a page is looked at: what has failed may be mended soon. */
const fallbackTtl: Milliseconds = 5 * second;

interface Failing extends Asking {
  readonly because: string;
}

/** The fallback of a slot, where nobody can tell what its rules would show. Without a release nothing is shown. */
export function fallenBack(name: string, release: Release | null, failing: Failing): SlotDecision {
  const { user, facts, context, now, because } = failing;
  const item = own(release?.content.slots ?? {}, name)?.fallback ?? null;
  const reader = withContext(facts ?? { profile: newProfile(user), arms: {} }, context);
  const chosen = item === null ? [] : [{ item, rule: null }];
  const { items, failed } =
    release === null ? { items: [], failed: [] } : worded(chosen, release, { facts: reader, now });
  const common = { slot: name, source: 'fallback', release: release?.id ?? null, rule: null, arms: [] } as const;
  return { ...common, items, because: [because, ...failed], ttl: fallbackTtl, validUntil: null };
}

/** A fallback that shows nothing: there is no release to show it from, or nothing of it can be read. */
export function bareFallback(slot: string, because: string): SlotDecision {
  const nothing = { source: 'fallback', release: null, rule: null, items: [], arms: [], validUntil: null } as const;
  return { slot, ...nothing, because: [because], ttl: fallbackTtl };
}

/** A document that no event has told anything of. */
function isEmpty({ profile: { traits, context, events }, arms }: Facts): boolean {
  return [traits, context, events, arms].every((part) => Object.keys(part).length === 0);
}

function withContext(facts: Facts, context: Context): Facts {
  if (Object.keys(context).length === 0) return facts;
  const profile: Profile = { ...facts.profile, context: { ...facts.profile.context, ...context } };
  return { ...facts, profile };
}

interface Worded {
  readonly items: readonly DecidedItem[];
  /** Why an item cannot be shown. */
  readonly failed: readonly string[];
}

function worded(
  chosen: readonly Chosen[],
  { content }: Release,
  reader: { readonly facts: Facts; readonly now: Instant },
): Worded {
  const items: DecidedItem[] = [];
  const failed: string[] = [];
  for (const { item, rule } of chosen) {
    const words = wordsOf(item, content, reader);
    if (words.ok) items.push(itemOf({ item, rule }, words.value));
    else failed.push(words.because);
  }
  return { items, failed };
}

function itemOf({ item, rule }: Chosen, { title, body, action, image, choice }: RenderedInApp): DecidedItem {
  return { item, rule, locale: choice.locale, title, body, action, image };
}
