import type { Condition, Test } from './condition.ts';

export type Group = Extract<Condition, { kind: 'and' | 'or' | 'nor' }>;
export type Segment = Extract<Condition, { kind: 'segment' }>;
export type Feature = Extract<Condition, { kind: 'feature' }>;
/** A clause that looks at facts itself. */
export type Leaf = Exclude<Condition, Group | Segment | Feature>;

/** Every clause of a condition that looks at facts, inside segments and features too. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  if (condition.kind === 'segment' || condition.kind === 'feature') return leavesOf(condition.condition);
  return isGroup(condition) ? condition.of.flatMap(leavesOf) : [condition];
}

/** Whether a condition joins others by `and`, `or` or `nor`. */
export function isGroup(condition: Condition): condition is Group {
  return condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'nor';
}

/** How many clauses and tests a condition holds, those of its segments included. */
export function sizeOf(condition: Condition): number {
  return leavesOf(condition).reduce((size, leaf) => size + 1 + (leaf.kind === 'field' ? testsIn(leaf.tests) : 0), 0);
}

function testsIn(tests: readonly Test[]): number {
  return tests.reduce((size, test) => size + 1 + (test.kind === 'compare' ? 0 : testsIn(test.tests)), 0);
}
