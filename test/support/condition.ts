import type { Condition } from '../../domain/condition/condition.ts';
import { parseCondition } from '../../domain/condition/parse.ts';
import type { Declaration, Vocabulary } from '../../domain/condition/vocabulary.ts';

const one = (type: Declaration['type']): Declaration => ({ type, list: false });

/** The names that conditions of these tests may use. */
const names: Vocabulary = {
  zone: 'UTC',
  traits: { plan: one('string'), score: one('number'), trialEndsAt: one('date') },
  context: {},
  milestones: {},
  segments: {},
  experiments: {},
};

/** A condition as it is written in a workspace. */
export function conditionOf(raw: unknown): Condition {
  const result = parseCondition(raw, names);
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}
