import type { Json, Scalar } from '../json.ts';
import type { Instant } from '../time/instant.ts';
import { isList } from './comparable.ts';
import type { Operand } from './condition.ts';
import { compareText } from './text-order.ts';

/** A test of one value; undefined is a value that is missing. */
export type Predicate = (value: Json | undefined, now: Instant) => boolean;

/** What is missing equals null; a list equals a list of the same values in the same order. */
export function isEqual(operand: Operand): Predicate {
  if (operand.kind === 'relative') return (value, now) => value === now + operand.offset;
  if (operand.kind === 'list') return isSameList(operand.values);
  const expected = operand.value;
  return expected === null ? (value) => value === null || value === undefined : (value) => value === expected;
}

function isSameList(values: readonly Scalar[]): Predicate {
  return (value) => isList(value) && value.length === values.length && values.every((each, i) => value[i] === each);
}

/** Whether the value is in a list; null in the list stands for what is missing, too. */
export function isOneOf(operand: Operand): Predicate {
  const values = new Set<Json | undefined>(listOf(operand));
  if (values.has(null)) values.add(undefined);
  return (value) => values.has(value);
}

const accepts = {
  gt: (difference: number) => difference > 0,
  gte: (difference: number) => difference >= 0,
  lt: (difference: number) => difference < 0,
  lte: (difference: number) => difference <= 0,
};

/** Values of another type than the operand's are neither before nor after it; null is only equal to null. */
export function isInOrder(order: keyof typeof accepts): (operand: Operand) => Predicate {
  const accept = accepts[order];
  return (operand) => {
    if (operand.kind === 'relative') {
      return (value, now) => typeof value === 'number' && accept(value - (now + operand.offset));
    }
    const bound = scalarOf(operand);
    if (typeof bound === 'number') return (value) => typeof value === 'number' && accept(value - bound);
    if (typeof bound === 'string') return (value) => typeof value === 'string' && accept(compareText(value, bound));
    return accept(0) ? isEqual(operand) : () => false;
  };
}

const finds = {
  starts: (value: string, text: string) => value.startsWith(text),
  ends: (value: string, text: string) => value.endsWith(text),
  contains: (value: string, text: string) => value.includes(text),
};

/** Literal text, upper and lower case distinct; only texts have text. */
export function hasText(place: keyof typeof finds): (operand: Operand) => Predicate {
  const find = finds[place];
  return (operand) => {
    const text = String(scalarOf(operand));
    return (value) => typeof value === 'string' && find(value, text);
  };
}

/** Whether the value is a list of so many elements. */
export function isOfSize(operand: Operand): Predicate {
  const size = scalarOf(operand);
  return (value) => isList(value) && value.length === size;
}

/** The operand's one value; null where it has none. */
export function scalarOf(operand: Operand): Scalar {
  return operand.kind === 'value' ? operand.value : null;
}

/** The operand's list; empty where it has none. */
export function listOf(operand: Operand): readonly Scalar[] {
  return operand.kind === 'list' ? operand.values : [];
}
