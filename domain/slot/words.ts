import type { Exposure } from '../experiment/experiment.ts';
import { own } from '../own.ts';
import type { Policy } from '../pacing/policy.ts';
import type { Facts } from '../profile/facts.ts';
import { localeOf } from '../profile/surroundings.ts';
import type { Release, ReleaseContent } from '../release/release.ts';
import { nothingSaid, templateData, type TemplateData } from '../template/data.ts';
import type { Template } from '../template/template.ts';
import { renderTemplate } from '../template/render.ts';
import type { RenderedInApp } from '../template/rendered.ts';
import { slotWordsOf, type SlotWords } from '../template/slot-words.ts';
import type { Instant } from '../time/instant.ts';
import { choose } from './choose.ts';

/** What of a release an item's words depend on. */
type Worded = Pick<ReleaseContent, 'items' | 'templates' | 'settings'>;

/** An item in its reader's language, or why it cannot be shown. */
export type ItemWords =
  { readonly ok: true; readonly value: RenderedInApp } | { readonly ok: false; readonly because: string };

/** What items are filled with outside of journeys. */
export function itemData({ settings }: Pick<Worded, 'settings'>, { profile }: Facts): TemplateData {
  return templateData({ ...nothingSaid, profile, settings, program: { journey: '', vars: {} } });
}

/** An item's words for a user, filled with what is known outside of journeys. */
export function wordsOf(
  item: string,
  content: Worded,
  { facts, data }: { facts: Facts; data: TemplateData },
): ItemWords {
  const { items, templates, settings } = content;
  const template = own(templates, own(items, item)?.template ?? '');
  if (template === undefined) return { ok: false, because: `item ${item} is not in the release` };
  const rendering = renderTemplate(template, { asked: localeOf(facts.profile), fallback: settings.locale }, data);
  if (!rendering.ok) return rendering;
  const { value } = rendering;
  return value.channel === 'in-app' ? { ok: true, value } : { ok: false, because: `item ${item} is no message` };
}

/** What slots say in a nudge, and the arms that were met by it. */
export interface SlotsSaid {
  readonly slots: Readonly<Record<string, SlotWords>>;
  readonly met: readonly Exposure[];
}

interface Reading {
  readonly facts: Facts;
  /** The live policy's. */
  readonly holdout: Policy['holdout'];
  readonly now: Instant;
}

/** Of a template that names no slot. */
const silent: SlotsSaid = { slots: {}, met: [] };

/** What the first item of each slot that a template names says to a user; a slot that shows nothing says nothing. */
export function slotsSaid(
  { slots: names = [] }: Pick<Template, 'slots'>,
  { content }: Pick<Release, 'content'>,
  { facts, holdout, now }: Reading,
): SlotsSaid {
  if (names.length === 0) return silent;
  const { experiments, settings } = content;
  const parts = { experiments, holdout, zone: settings.zone };
  const data = itemData(content, facts);
  const slots: Record<string, SlotWords> = {};
  const met: Exposure[] = [];
  for (const name of names) {
    const slot = own(content.slots, name);
    if (slot === undefined) continue;
    const { items, arms } = choose(slot, parts, { facts, now });
    met.push(...arms);
    const [first] = items;
    const words = first === undefined ? null : wordsOf(first.item, content, { facts, data });
    if (first !== undefined && words?.ok === true) slots[name] = slotWordsOf(first.item, words.value);
  }
  return { slots, met };
}
