import type { Exposure } from '../experiment/experiment.ts';
import { oncePer } from '../once.ts';
import { own } from '../own.ts';
import { lastOf, type Past } from '../pacing/freshness.ts';
import type { ShownItem } from '../pacing/ledger.ts';
import type { Policy } from '../pacing/policy.ts';
import type { Facts } from '../profile/facts.ts';
import { localeOf } from '../profile/surroundings.ts';
import type { Release, ReleaseContent } from '../release/release.ts';
import { nothingSaid, templateData } from '../template/data.ts';
import { featuresSaid } from '../template/features-said.ts';
import type { Template } from '../template/template.ts';
import { renderTemplate } from '../template/render.ts';
import type { RenderedInApp } from '../template/rendered.ts';
import { slotWordsOf, type SlotWords } from '../template/slot-words.ts';
import type { Instant } from '../time/instant.ts';
import { choose, type Choice, type Chosen } from './choose.ts';

/** What of a release an item's words depend on. */
type Worded = Pick<ReleaseContent, 'items' | 'templates' | 'settings' | 'features'>;

/** An item in its reader's language, or why it cannot be shown. */
export type ItemWords =
  { readonly ok: true; readonly value: RenderedInApp } | { readonly ok: false; readonly because: string };

/** Who reads them, and when. */
interface Reader {
  readonly facts: Facts;
  readonly now: Instant;
}

/** What was filled for some facts: item template → its words. */
const filledOf: (facts: Facts) => Map<Template, ItemWords> = oncePer(() => new Map());

/**
 * An item's words for a user, filled with what is known outside of journeys: once for as long as the same facts are kept,
 * unless they may ask what time it is.
 */
export function wordsOf(item: string, content: Worded, { facts, now }: Reader): ItemWords {
  const template = own(content.templates, own(content.items, item)?.template ?? '');
  if (template === undefined) return { ok: false, because: `item ${item} is not in the release` };
  const filled = filledOf(facts);
  const known = filled.get(template);
  if (known !== undefined) return known;
  const words = fill(template, content, { facts, now });
  if (!asksTheTime(template).asks) filled.set(template, words);
  return words;
}

function fill(template: Template, content: Worded, { facts, now }: Reader): ItemWords {
  const { settings } = content;
  const { profile } = facts;
  const features = featuresSaid(template, content, { facts, now });
  const data = templateData({ ...nothingSaid, profile, settings, features, program: { journey: '', vars: {} } });
  const rendering = renderTemplate(template, { asked: localeOf(profile), fallback: settings.locale }, data);
  if (!rendering.ok) return rendering;
  const { value } = rendering;
  return value.channel === 'in-app' ? { ok: true, value } : { ok: false, because: `${template.name} is no message` };
}

/** Liquid's dates take `now` and `today` for the time of the rendering; some features are another one every day. */
const asksTheTime = oncePer((template: Template): { readonly asks: boolean } => {
  return { asks: template.features !== undefined || /now|today/i.test(JSON.stringify(template)) };
});

/** What follows from what slots say in a nudge, once it has gone out. */
export interface Showed {
  /** The arms that were met. */
  readonly met: readonly Exposure[];
  /** The items that are not to come again for a while. */
  readonly shown: readonly ShownItem[];
  /** Of each slot what it shows, by which rule, and why. */
  readonly told: readonly string[];
}

/** What slots say in a nudge, and what follows from it. */
export interface SlotsSaid extends Showed {
  readonly slots: Readonly<Record<string, SlotWords>>;
}

interface Reading extends Reader {
  /** The live policy's. */
  readonly holdout: Policy['holdout'];
  /** What has gone out to the user, and the nudge's own key. */
  readonly past: Pick<Past, 'ledger' | 'nudge'>;
}

/** Of a template that names no slot. */
export const nothingShown: SlotsSaid = { slots: {}, met: [], shown: [], told: [] };

/**
 * What the first item of each slot that a template names says to a user, of those that have not come within their
 * `repeat_after`; a slot that shows nothing says nothing.
 */
export function slotsSaid(
  { slots: names = [] }: Pick<Template, 'slots'>,
  { content }: Pick<Release, 'content'>,
  { facts, holdout, past, now }: Reading,
): SlotsSaid {
  if (names.length === 0) return nothingShown;
  const { experiments, settings } = content;
  const parts = { experiments, holdout, zone: settings.zone };
  const slots: Record<string, SlotWords> = {};
  const met: Exposure[] = [];
  const shown: ShownItem[] = [];
  const told: string[] = [];
  for (const name of names) {
    const slot = own(content.slots, name);
    if (slot === undefined) continue;
    const choice = choose(slot, parts, { facts, now });
    const { items, arms } = choice;
    met.push(...arms);
    const isFresh = ({ item }: Chosen): boolean => {
      const { template = '' } = own(content.items, item) ?? {};
      return !shown.some((each) => each.template === template) && lastOf(template, { ...past, now }) === undefined;
    };
    const first = items.find(isFresh);
    const words = first === undefined ? null : wordsOf(first.item, content, { facts, now });
    told.push(tellOf(choice, first, words));
    if (first === undefined || words?.ok !== true) continue;
    slots[name] = slotWordsOf(first.item, words.value);
    shown.push(...shownBy(first, content, now));
  }
  return { slots, met, shown, told };
}

/** `tutorial: shows film by rule newcomers, since plan is team`. */
function tellOf(choice: Choice, first: Chosen | undefined, words: ItemWords | null): string {
  const { slot, items } = choice;
  const why = whyOf(choice, first);
  if (first === undefined) return `${slot}: shows nothing${items.length === 0 ? why : ', all of it came too recently'}`;
  if (words?.ok === false) return `${slot}: shows nothing, ${words.because}`;
  return `${slot}: shows ${first.item} by ${first.rule === null ? 'default' : `rule ${first.rule}`}${why}`;
}

/** Why the first item is shown; of several that a slot may show each rule has its own reasons. */
function whyOf({ because }: Choice, first: Chosen | undefined): string {
  const mark = `${first?.rule ?? ''}: `;
  const own = because.flatMap((words) => (words.startsWith(mark) ? [words.slice(mark.length)] : []));
  const reasons = (own.length > 0 ? own : because).slice(0, reasonsTold);
  return reasons.length === 0 ? '' : `, since ${reasons.join('; ')}`;
}

/** So many say enough: what is told stands in the history, too. */
const reasonsTold = 3;

/** Of an item that says how long it is not to come again. */
function shownBy({ item }: Chosen, { items, templates }: Worded, now: Instant): readonly ShownItem[] {
  const { template = '' } = own(items, item) ?? {};
  const after = own(templates, template)?.repeatAfter ?? null;
  return after === null ? [] : [{ template, fresh: now + after }];
}
