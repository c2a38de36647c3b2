import type { Scalar } from '../json.ts';
import type { Test } from './condition.ts';
import { mostExact } from './limits.ts';
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

/** Whether a number is asked for that the timestamps which a profile keeps cannot tell: whole days are counted. */
export function countsDays(times: readonly Test[]): boolean {
  return numbersIn(times).some((number) => number > mostExact);
}

/** The largest number that a test names; 0 where none does. */
export function largestOf(times: readonly Test[]): number {
  return Math.max(0, ...numbersIn(times));
}

/** Between two of these, all numbers of times give the same answer: every operand and the number after it. */
function turningPoints(times: readonly Test[]): readonly number[] {
  const numbers = numbersIn(times);
  return [...new Set([0, ...numbers, ...numbers.map((number) => number + 1)])].sort((a, b) => a - b);
}

function numbersIn(times: readonly Test[]): readonly number[] {
  const operands = times.flatMap((test): readonly Scalar[] =>
    test.kind === 'compare' ? [scalarOf(test.operand), ...listOf(test.operand)] : numbersIn(test.tests),
  );
  return operands.filter((operand) => typeof operand === 'number');
}
