import type { Test } from './condition.ts';

/** Digits that say enough of a share or of hours. */
const significant = 4;
/** Behind the point, however much is before it: prices stay what they are. */
const decimals = 2;
/** With so many digits every number is told from its neighbours. */
const all = 17;

/**
 * A number that was met, rounded for people to four digits or two decimals: `0.3333`, `26.51`, `1234.56`. Whole numbers
 * are shown whole. It stays on its side of each limit, with more digits where it has to: 0.49999 is not shown as 0.5
 * where that would make `is less than 0.5` false.
 */
export function roundedFor(value: number, limits: readonly number[]): number {
  if (Number.isInteger(value)) return value;
  const whole = String(Math.trunc(Math.abs(value))).length;
  for (let digits = Math.max(significant, whole + decimals); digits < all; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (limits.every((limit) => Math.sign(rounded - limit) === Math.sign(value - limit))) return rounded;
  }
  return value;
}

/** The numbers that a test compares with. */
export function limitsOf(test: Test): readonly number[] {
  if (test.kind !== 'compare') return test.tests.flatMap(limitsOf);
  const { operand } = test;
  if (operand.kind === 'relative') return [];
  const values = operand.kind === 'list' ? operand.values : [operand.value];
  return values.filter((value) => typeof value === 'number');
}
