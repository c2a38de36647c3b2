import type { Condition } from '../../domain/condition/condition.ts';
import { parseCondition } from '../../domain/condition/parse.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Release } from '../../domain/release/release.ts';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { newProfile } from '../../domain/profile/apply.ts';
import type { Facts } from '../../domain/profile/facts.ts';
import { templateOf, type SlotRule } from '../../domain/slot/slot.ts';
import type { Template } from '../../domain/template/template.ts';
import { day, hour, minute, type Instant } from '../../domain/time/instant.ts';

const segmentCount = 20;
const ruleCount = 50;

const base: Vocabulary = {
  zone: 'UTC',
  traits: { plan: { type: 'string', list: false }, seats: { type: 'number', list: false }, signedUpAt: { type: 'date', list: false } },
  context: { device: { type: 'string', list: false } },
  milestones: { profile: { event: 'Profile Completed' } },
  segments: {},
  experiments: {},
}; // prettier-ignore

function parse(raw: unknown, vocabulary: Vocabulary): Condition {
  const parsed = parseCondition(raw, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** A third of traits, a third by age, a third by what was done of late. */
const segments = Object.fromEntries(
  Array.from({ length: segmentCount }, (_, index): [string, Condition] => {
    const raw = [
      { 'traits.plan': { $in: [`plan-${index}`, 'team'] }, 'traits.seats': { $gte: index } },
      { 'traits.signedUpAt': { $gte: { $ago: `${index + 1}d` } } },
      { did: { event: `Event ${index}`, times: { $gte: 2 }, within: `${index + 1}d` } },
    ][index % 3];
    return [`s${index}`, parse(raw, base)];
  }),
);

function ruleOf(index: number): SlotRule {
  const raw = { segments: `s${index % segmentCount}`, 'context.device': index % 2 === 0 ? 'mobile' : 'desktop', 'traits.seats': index + 1 }; // prettier-ignore
  const when = parse(raw, { ...base, segments });
  return { id: `r${index}`, when, from: null, to: null, show: { kind: 'item', item: 'tip' }, minAudience: null };
}

const words = {
  title: 'For you, {{ traits.plan }}',
  body: 'Have a look',
  action: { label: 'Go', url: '{{ base_url }}/go' },
  image: null,
};
const template: Template = {
  ...{ name: templateOf('tip'), channel: 'in-app', category: 'tips', transactional: false, tags: [], priority: 0 },
  ...{ repeatAfter: null, locales: { en: words, pt: words } },
} as const;

/** A slot with 50 rules over 20 segments. */
export const release: Release = {
  id: 'bench',
  content: {
    format: 1,
    settings: { zone: 'UTC', locale: 'en', sender: { name: 'Acme', address: 'a@acme.test' }, baseUrl: 'https://acme.test' },
    traits: base.traits,
    ...{ context: {}, named: {}, features: {} },
    milestones: base.milestones,
    segments,
    experiments: {},
    journeys: {},
    templates: { [template.name]: template },
    policy: openPolicy,
    slots: {
      card: {
        ...{ slot: 'card', description: '', strategy: 'first', limit: 1, default: 'tip', fallback: null },
        rules: Array.from({ length: ruleCount }, (_, index) => ruleOf(index)),
      },
    },
    items: { tip: { item: 'tip', template: template.name, reviewBy: null } },
  },
}; // prettier-ignore

/** Somebody whom the rule of this index fits (where its segment does too), with 21 timestamps of each event. */
export function factsFor(rule: number, now: Instant): Facts {
  const recent = Array.from({ length: 21 }, (_, index) => now - minute - index * hour);
  const counter = { count: 21, first: recent.at(-1) ?? now, last: recent[0] ?? now, recent };
  const events = Object.fromEntries(Array.from({ length: segmentCount }, (_, index) => [`Event ${index}`, counter]));
  const traits = { plan: 'team', seats: rule + 1, signedUpAt: new Date(now - day / 2).toISOString() };
  const context = { device: rule % 2 === 0 ? 'mobile' : 'desktop', locale: 'pt-BR' };
  const profile = { ...newProfile('bo'), traits, context, events, firstSeen: now - 30 * day, lastSeen: now - minute };
  return { profile, arms: {} };
}
