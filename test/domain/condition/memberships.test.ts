import { holds } from '../../../domain/condition/holds.ts';
import { parseCondition } from '../../../domain/condition/parse.ts';
import type { Json } from '../../../domain/json.ts';
import { factsOf } from '../../support/facts.ts';
import { now, vocabulary } from './workspace.ts';

/** Somebody new who has done their profile and nothing else. */
const facts = factsOf({ traits: { plan: 'free' }, events: { 'Profile Completed': [now], 'Signed Up': [now] } });

function judge(condition: Json): boolean | string {
  const parsed = parseCondition(condition, vocabulary);
  return parsed.ok ? holds(parsed.value, facts, now) : (parsed.problems[0]?.code ?? '');
}

describe.each(['completed', 'segments'])('%s', (key) => {
  const [inside, outside] = key === 'completed' ? ['profile', 'project'] : ['new', 'team'];
  const both = [inside, outside];

  it.each<{ says: string; of: Json; holds: boolean | string }>([
    { says: 'a name', of: inside, holds: true },
    { says: 'a name', of: outside, holds: false },
    { says: '$eq', of: { $eq: inside }, holds: true },
    { says: '$ne', of: { $ne: inside }, holds: false },
    { says: '$ne', of: { $ne: outside }, holds: true },
    { says: '$in', of: { $in: both }, holds: true },
    { says: '$in', of: { $in: [outside] }, holds: false },
    { says: '$nin', of: { $nin: both }, holds: false },
    { says: '$nin', of: { $nin: [outside] }, holds: true },
    { says: '$all', of: { $all: both }, holds: false },
    { says: '$all', of: { $all: [inside] }, holds: true },
    { says: 'two tests at once', of: { $in: both, $ne: outside }, holds: true },
    { says: '$exists', of: { $exists: true }, holds: 'OPERATOR_UNKNOWN' },
    { says: 'a list', of: both, holds: 'OPERAND_INVALID' },
  ])('of $says: $holds', ({ of, holds: expected }) => {
    expect(judge({ [key]: of })).toBe(expected);
  });
});
