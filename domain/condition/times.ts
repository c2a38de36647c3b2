import type { Scalar } from '../json.ts';
import type { Test } from './condition.ts';
import { recentKept } from './limits.ts';
import { compileTests, valueLift } from './matcher.ts';
import { listOf, scalarOf } from './predicates.ts';

/** Numbers of times that satisfy a `did`: from `from` to `to`, both included; `to: null` is without end. */
export interface Range {
  readonly from: number;
  readonly to: number | null;
}

/** Whether a number of times passes. */
export function timesPass(times: readonly Test[]): (count: number) => boolean {
  const matches = compileTests(times, valueLift);
  // No test of a number of times is relative to now.
  return (count) => matches(count, 0);
}

/** All numbers of times that pass, as ranges in ascending order that do not touch. */
export function rangesOf(times: readonly Test[]): readonly Range[] {
  const passes = timesPass(times);
  const ranges: { from: number; to: number | null }[] = [];
  let open: { from: number; to: number | null } | null = null;
  for (const start of turningPoints(times)) {
    if (passes(start) === (open !== null)) continue;
    if (open !== null) open.to = start - 1;
    open = open === null ? { from: start, to: null } : null;
    if (open !== null) ranges.push(open);
  }
  return ranges;
}

/** The largest number N of which the tests ask "at least N times". */
function largestThreshold(times: readonly Test[]): number {
  const edges = rangesOf(times).map(({ from, to }) => (to === null ? from : to + 1));
  return Math.max(0, ...edges);
}

/** Whether the timestamps that a profile keeps cannot tell, so that whole days have to be counted. */
export function countsDays(times: readonly Test[]): boolean {
  return largestThreshold(times) > recentKept;
}

/** Between two of these, all numbers of times give the same answer: every operand and the number after it. */
function turningPoints(times: readonly Test[]): readonly number[] {
  const operands = times.flatMap((test): readonly Scalar[] =>
    test.kind === 'compare' ? [scalarOf(test.operand), ...listOf(test.operand)] : turningPoints(test.tests),
  );
  const numbers = operands.filter((operand) => typeof operand === 'number');
  return [...new Set([0, ...numbers, ...numbers.map((number) => number + 1)])].sort((a, b) => a - b);
}
