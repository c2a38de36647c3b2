import type { Condition } from '../../../domain/condition/condition.ts';
import { parseCondition } from '../../../domain/condition/parse.ts';
import type { Declaration, Vocabulary } from '../../../domain/condition/vocabulary.ts';

/** Wednesday, 4 March 2026, noon UTC: the instant at which these tests ask. */
export const now = Date.parse('2026-03-04T12:00:00Z');

const one = (type: Declaration['type']): Declaration => ({ type, list: false });
const many = (type: Declaration['type']): Declaration => ({ type, list: true });

const bare: Vocabulary = {
  zone: 'Europe/Berlin',
  traits: {
    plan: one('string'),
    age: one('number'),
    onboarded: one('boolean'),
    createdAt: one('date'),
    trialEndsAt: one('date'),
    build: one('version'),
    tags: many('string'),
    scores: many('number'),
    visits: many('date'),
    builds: many('version'),
    'company.size': one('number'),
    'company.tags': many('string'),
    'company.since': one('date'),
  },
  context: { device: one('string'), country: one('string'), app_version: one('version') },
  milestones: { profile: { event: 'Profile Completed' }, project: { event: 'Project Created' } },
  segments: {},
  experiments: { tour: ['control', 'video'] },
};

/** Names of every kind, with two segments, one of which changes with time. */
export const vocabulary: Vocabulary = {
  ...bare,
  segments: {
    new: parsed({ 'events.Signed Up.last': { $gte: { $ago: '7d' } } }, bare),
    team: parsed({ 'traits.plan': { $in: ['team', 'enterprise'] } }, bare),
  },
};

/** A condition that has to be right. */
export function parsed(raw: unknown, names: Vocabulary = vocabulary): Condition {
  const result = parseCondition(raw, names);
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}
