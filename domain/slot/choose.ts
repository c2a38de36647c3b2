import { clip } from '../condition/value-words.ts';
import type { Exposure } from '../experiment/experiment.ts';
import type { Instant } from '../time/instant.ts';
import { spansOf } from '../condition/span.ts';
import { giveBy, lookAt, whyOf, type Asked, type Parts } from './look.ts';
import type { Slot, SlotRule } from './slot.ts';

/** An item that is shown, and the rule by which; null: by none, as the default. */
export interface Chosen {
  readonly item: string;
  readonly rule: string | null;
}

/** What a slot shows to one user at one instant. */
export interface Choice {
  readonly slot: string;
  readonly items: readonly Chosen[];
  /** The first rule that has decided; null: none has, and the default is shown. */
  readonly rule: string | null;
  /** Why, each at most 120 bytes: of the rules that have decided, or else of the first five why they have not. */
  readonly because: readonly string[];
  /** The arms that were met on the way, also those that leave the choice to the next rule. */
  readonly arms: readonly Exposure[];
  /** The first instant at which time alone may change it; null: it never does. */
  readonly validUntil: Instant | null;
}

interface Walk {
  readonly slot: Slot;
  readonly parts: Parts;
  readonly now: Instant;
  /** With the arms that were met on the way: the rules that follow see them. */
  facts: Asked['facts'];
  until: Instant;
  readonly items: Chosen[];
  /** Rules that have decided. */
  readonly decided: string[];
  readonly because: string[];
  readonly missed: SlotRule[];
  readonly arms: Exposure[];
}

/** Chooses what a slot shows to a user. Pure: the clock is an argument. */
export function choose(slot: Slot, parts: Parts, { facts, now }: Asked): Choice {
  // prettier-ignore
  const walk: Walk = { slot, parts, now, facts, until: Infinity, items: [], decided: [], because: [], missed: [], arms: [] };
  let spans = spansOf(facts);
  for (const rule of slot.rules) {
    const { fits, until } = lookAt(rule, spans, now);
    walk.until = Math.min(walk.until, until);
    if (!fits) walk.missed.push(rule);
    else if (take(walk, rule)) break;
    spans = walk.facts === facts ? spans : spansOf(walk.facts);
  }
  return result(walk);
}

/** Takes what a rule shows; true when the slot has all that it can show. */
function take(walk: Walk, rule: SlotRule): boolean {
  const { slot, parts, now, items, because } = walk;
  const { id, show } = rule;
  const { shown, exposure, why, until } = giveBy(show, parts, { facts: walk.facts, now });
  walk.until = Math.min(walk.until, until);
  because.push(...[...whyOf(rule, parts, { facts: walk.facts, now }), ...why].map((words) => toldOf(slot, id, words)));
  if (exposure !== null) meets(walk, exposure);
  if (shown.kind === 'next') return false;
  walk.decided.push(id);
  if (shown.kind === 'item' && !items.some(({ item }) => item === shown.item))
    items.push({ item: shown.item, rule: id });
  return slot.strategy === 'first' || items.length >= slot.limit;
}

/** Where several rules may show something, each reason names its rule. */
function toldOf({ strategy }: Slot, rule: string, words: string): string {
  return strategy === 'first' ? words : clip(`${rule}: ${words}`);
}

function meets(walk: Walk, exposure: Exposure): void {
  const { facts, arms } = walk;
  if (arms.some(({ experiment }) => experiment === exposure.experiment)) return;
  arms.push(exposure);
  walk.facts = { ...facts, arms: { ...facts.arms, [exposure.experiment]: exposure.arm } };
}

/** Of a default so many rules tell why not: what all of them say is for who explains a choice, not for every page. */
const mostTold = 5;

function result(walk: Walk): Choice {
  const { slot, items, decided, because, arms, until } = walk;
  const validUntil = until === Infinity ? null : until;
  const [rule] = decided;
  if (rule !== undefined) return { slot: slot.slot, items, rule, because, arms, validUntil };
  const shown = slot.default === null ? [] : [{ item: slot.default, rule: null }];
  return { slot: slot.slot, items: shown, rule: null, because: [...because, ...whyNone(walk)], arms, validUntil };
}

function whyNone({ parts, facts, now, missed }: Walk): readonly string[] {
  const why = missed
    .slice(0, mostTold)
    .map((each) => clip(`not ${each.id}: ${whyOf(each, parts, { facts, now }).join(', ')}`));
  return missed.length > mostTold ? [...why, `nor ${missed.length - mostTold} rules more`] : why;
}
