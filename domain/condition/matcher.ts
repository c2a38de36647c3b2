import type { Json } from '../json.ts';
import type { Instant } from '../time/instant.ts';
import { isList } from './comparable.ts';
import type { Comparison, Operand, Test } from './condition.ts';
import { hasText, isEqual, isInOrder, isOfSize, isOneOf, listOf, scalarOf, type Predicate } from './predicates.ts';

/** A test of all that a path leads to. */
export type Matcher<Reading> = (reading: Reading, now: Instant) => boolean;

/** How a test of one value is asked of all that a path leads to. */
export interface Lift<Reading> {
  /** Of the value, or of an element where the value is a list. */
  readonly each: (predicate: Predicate) => Matcher<Reading>;
  /** Of the value as it is. */
  readonly whole: (predicate: Predicate) => Matcher<Reading>;
}

/** A fact's value: MongoDB asks it, or its elements where it is a list. */
export const valueLift: Lift<Json | undefined> = {
  each: (predicate) => (value, now) =>
    isList(value) ? value.some((element) => predicate(element, now)) : predicate(value, now),
  whole: (predicate) => predicate,
};

/** The values behind a path that leads through lists of objects: MongoDB is content with any. */
export const valuesLift: Lift<readonly (Json | undefined)[]> = {
  each: (predicate) => anyOf(valueLift.each(predicate)),
  whole: (predicate) => anyOf(predicate),
};

/** One element under `$elemMatch`: a list inside the list is not looked into. */
const elementLift: Lift<Json | undefined> = { each: (predicate) => predicate, whole: (predicate) => predicate };

function anyOf(predicate: Predicate): Matcher<readonly (Json | undefined)[]> {
  return (values, now) => values.some((value) => predicate(value, now));
}

/** Compiles tests, all of which have to hold, to one function. Their operands are comparable already. */
export function compileTests<Reading>(tests: readonly Test[], lift: Lift<Reading>): Matcher<Reading> {
  return every(tests.map((test) => compileTest(test, lift)));
}

function compileTest<Reading>(test: Test, lift: Lift<Reading>): Matcher<Reading> {
  if (test.kind === 'compare') return comparisons[test.comparison](test.operand, lift);
  if (test.kind === 'not') return not(compileTests(test.tests, lift));
  const element = compileTests(test.tests, elementLift);
  return lift.whole((value, now) => isList(value) && value.some((each) => element(each, now)));
}

type Compile = <Reading>(operand: Operand, lift: Lift<Reading>) => Matcher<Reading>;

function each(predicate: (operand: Operand) => Predicate): Compile {
  return (operand, lift) => lift.each(predicate(operand));
}

function negated(compile: Compile): Compile {
  return (operand, lift) => not(compile(operand, lift));
}

const equals: Compile = (operand, lift) => {
  const equal = isEqual(operand);
  const element = lift.each(equal);
  if (operand.kind !== 'list') return element;
  const whole = lift.whole(equal);
  return (reading, now) => whole(reading, now) || element(reading, now);
};

/** Every value of the list has to be there; an empty list matches nothing. */
const hasAll: Compile = (operand, lift) => {
  const values = listOf(operand);
  if (values.length === 0) return () => false;
  return every(values.map((value) => lift.each(isEqual({ kind: 'value', value }))));
};

const exists: Compile = (operand, lift) => {
  const present = lift.whole((value) => value !== undefined);
  return scalarOf(operand) === true ? present : not(present);
};

const comparisons: Readonly<Record<Comparison, Compile>> = {
  eq: equals,
  ne: negated(equals),
  in: each(isOneOf),
  nin: negated(each(isOneOf)),
  all: hasAll,
  exists,
  size: (operand, lift) => lift.whole(isOfSize(operand)),
  gt: each(isInOrder('gt')),
  gte: each(isInOrder('gte')),
  lt: each(isInOrder('lt')),
  lte: each(isInOrder('lte')),
  starts: each(hasText('starts')),
  ends: each(hasText('ends')),
  contains: each(hasText('contains')),
};

function every<Reading>(matchers: readonly Matcher<Reading>[]): Matcher<Reading> {
  const [only] = matchers;
  if (only !== undefined && matchers.length === 1) return only;
  return (reading, now) => matchers.every((matcher) => matcher(reading, now));
}

function not<Reading>(matcher: Matcher<Reading>): Matcher<Reading> {
  return (reading, now) => !matcher(reading, now);
}
