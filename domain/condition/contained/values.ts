import type { Json, Scalar } from '../../json.ts';
import type { Comparison, Operand, Test } from '../condition.ts';
import { compileTests, valueLift } from '../matcher.ts';
import { listOf, scalarOf } from '../predicates.ts';
import { compareText } from '../text-order.ts';

type Compare = Extract<Test, { kind: 'compare' }>;

/** The only values for which a test holds, where those can be listed; null stands for what is missing, too. */
export function valuesOf(test: Test): readonly Scalar[] | null {
  if (test.kind !== 'compare') return null;
  const { comparison, operand } = test;
  if (comparison === 'in') return listOf(operand);
  return comparison === 'eq' && operand.kind === 'value' ? [scalarOf(operand)] : null;
}

/** Whether a test holds for a value at every instant; false where that depends on the instant. */
export function passes(test: Test, value: Scalar): boolean {
  return judged(test, value) === true;
}

/** Whether a test holds for a value at no instant. */
export function fails(test: Test, value: Scalar): boolean {
  return judged(test, value) === false;
}

/** Null where it depends on the instant, or on whether a null is written or missing. */
function judged(test: Test, value: Scalar): boolean | null {
  if (isRelative(test)) return null;
  const matches = compileTests([test], valueLift);
  const met: readonly (Json | undefined)[] = value === null ? [null, undefined] : [value];
  const [first, ...more] = met.map((each) => matches(each, 0));
  return first === undefined || more.some((each) => each !== first) ? null : first;
}

function isRelative(test: Test): boolean {
  return test.kind === 'compare' ? test.operand.kind === 'relative' : test.tests.some(isRelative);
}

/** A value between one bound and the end of its kind. */
interface Half {
  readonly upwards: boolean;
  /** Whether the bound itself is in it. */
  readonly closed: boolean;
  readonly operand: Operand;
}

const halves: Partial<Readonly<Record<Comparison, Omit<Half, 'operand'>>>> = {
  gt: { upwards: true, closed: false },
  gte: { upwards: true, closed: true },
  lt: { upwards: false, closed: false },
  lte: { upwards: false, closed: true },
};

function halfOf({ comparison, operand }: Compare): Half | null {
  const half = orderable(operand) === null ? undefined : halves[comparison];
  return half === undefined ? null : { ...half, operand };
}

/** Which bounds are comparable with each other: numbers, texts, and distances from now. */
function orderable(operand: Operand): 'number' | 'text' | 'relative' | null {
  if (operand.kind === 'relative') return 'relative';
  const bound = scalarOf(operand);
  if (typeof bound === 'number') return 'number';
  return typeof bound === 'string' ? 'text' : null;
}

/** How one bound stands to another; null where that depends on the instant or they are of two kinds. */
function difference(one: Operand, other: Operand): number | null {
  if (orderable(one) !== orderable(other)) return null;
  if (one.kind === 'relative' && other.kind === 'relative') return one.offset - other.offset;
  const [a, b] = [scalarOf(one), scalarOf(other)];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : null;
}

/** Whether every value in the one half is in the other. */
export function halfWithin(one: Compare, other: Compare): boolean {
  const [inner, outer] = [halfOf(one), halfOf(other)];
  if (inner === null || outer === null) return false;
  if (inner.upwards !== outer.upwards) return false;
  const by = difference(inner.operand, outer.operand);
  if (by === null) return false;
  if (by === 0) return outer.closed || !inner.closed;
  return inner.upwards ? by > 0 : by < 0;
}

/** Whether no value is in both halves. */
export function halvesApart(one: Compare, other: Compare): boolean {
  const [a, b] = [halfOf(one), halfOf(other)];
  if (a === null || b === null) return false;
  if (a.upwards === b.upwards) return false;
  const by = difference(a.operand, b.operand);
  if (by === null) return false;
  if (by === 0) return !(a.closed && b.closed);
  return a.upwards ? by > 0 : by < 0;
}

const finds: Partial<Readonly<Record<Comparison, Partial<Record<Comparison, (text: string, part: string) => boolean>>>>> = {
  starts: { starts: (text, part) => text.startsWith(part), contains: (text, part) => text.includes(part) },
  ends: { ends: (text, part) => text.endsWith(part), contains: (text, part) => text.includes(part) },
  contains: { contains: (text, part) => text.includes(part) },
}; // prettier-ignore

/** Whether a text of which the one is asked always has what the other asks. */
export function textWithin(one: Compare, other: Compare): boolean {
  const find = finds[one.comparison]?.[other.comparison];
  return find?.(String(scalarOf(one.operand)), String(scalarOf(other.operand))) ?? false;
}

/** Whether a test holds only for values that are there and not null. */
export function needsValue(test: Compare): boolean {
  const listed = valuesOf(test);
  if (listed !== null) return !listed.includes(null);
  return halfOf(test) !== null || finds[test.comparison] !== undefined;
}
