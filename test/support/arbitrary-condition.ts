import fc from 'fast-check';
import type { Condition } from '../../domain/condition/condition.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { done } from './program.ts';

/** Lengths of time that a story of some days meets both before and after they are over. */
export const durations = fc.constantFrom(hour, 5 * hour, day, 2 * day);

/** The condition that a trait is a value. */
export function trait(name: string, value: string): Condition {
  const operand = { kind: 'value', value } as const;
  return { kind: 'field', path: `traits.${name}`, type: 'string', tests: [{ kind: 'compare', comparison: 'eq', operand }] }; // prettier-ignore
}

const once = [{ kind: 'compare', comparison: 'gte', operand: { kind: 'value', value: 1 } }] as const;
const did = fc.record({
  kind: fc.constant('did' as const),
  event: fc.constantFrom('A', 'B'),
  within: durations,
  times: fc.constant(once),
});

/** Becomes true by time alone. */
const nearEnd = fc.constantFrom(-hour, day, 3 * day).map((offset): Condition => {
  const operand = { kind: 'relative', offset } as const;
  return { kind: 'field', path: 'traits.ends', type: 'date', tests: [{ kind: 'compare', comparison: 'lte', operand }] };
});

/** Conditions on what generated stories tell: events, what journeys set, a date that comes near. */
export const conditions: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(done('A'), done('B')) },
  { weight: 2, arbitrary: did },
  { weight: 1, arbitrary: nearEnd },
  { weight: 1, arbitrary: fc.constant(trait('plan', 'team')) },
);

/** `when`, mostly none. */
export const seldom = fc.option(conditions, { nil: null, freq: 1 });
