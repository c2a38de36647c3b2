import { day } from '../time/instant.ts';
import type { Comparison, Condition, FieldCondition, Operand, Test } from './condition.ts';
import { listOf, scalarOf } from './predicates.ts';

/** A fact that holds a date, without tests. */
type DateFact = Omit<FieldCondition, 'tests'>;

/** Before every date there is: what is compared with it holds for dates, and for nothing that only should be one. */
const everyDate: Test = compare('gte', { kind: 'value', value: -8.64e15 });

/**
 * Whole days that have gone by since a date, compared with numbers, as a condition on the date: so memory, the database
 * and the next flip agree on it. A date to come is some days less than 0 ago; a date that is missing equals null.
 */
export function daysSinceCondition(date: DateFact, tests: readonly Test[]): Condition {
  return allOf(tests.map((test) => daysTest(date, test)));
}

function daysTest(date: DateFact, test: Test): Condition {
  if (test.kind !== 'compare') return none(daysSinceCondition(date, test.tests));
  return forms[test.comparison]?.(date, test.operand) ?? everybody;
}

type Form = (date: DateFact, operand: Operand) => Condition;

/** Of the comparisons that a number which is no list allows. */
const forms: Partial<Readonly<Record<Comparison, Form>>> = {
  gte: (date, operand) => asked(date, isAtLeast(numberOf(operand))),
  gt: (date, operand) => asked(date, isAtLeast(numberOf(operand) + 1)),
  lt: (date, operand) => asked(date, isLess(numberOf(operand))),
  lte: (date, operand) => asked(date, isLess(numberOf(operand) + 1)),
  eq: (date, operand) => isOneOf(date, [scalarOf(operand)]),
  ne: (date, operand) => none(isOneOf(date, [scalarOf(operand)])),
  in: (date, operand) => isOneOf(date, listOf(operand)),
  nin: (date, operand) => none(isOneOf(date, listOf(operand))),
  exists: (date, operand) => (scalarOf(operand) === true ? asked(date, everyDate) : none(asked(date, everyDate))),
};

const everybody: Condition = { kind: 'and', of: [] };

function isOneOf(date: DateFact, values: readonly unknown[]): Condition {
  const each = values.map((value) => {
    if (value === null) return none(asked(date, everyDate));
    return asked(date, isAtLeast(Number(value)), isLess(Number(value) + 1));
  });
  const [only] = each;
  if (only === undefined) return none(everybody);
  return each.length === 1 ? only : { kind: 'or', of: each };
}

/** So many whole days have gone by when the date is no later than that many days ago. */
function isAtLeast(days: number): Test {
  return compare('lte', { kind: 'relative', offset: 0 - days * day });
}

function isLess(days: number): Test {
  return compare('gt', { kind: 'relative', offset: 0 - days * day });
}

function compare(comparison: Comparison, operand: Operand): Test {
  return { kind: 'compare', comparison, operand };
}

function numberOf(operand: Operand): number {
  return Number(scalarOf(operand));
}

function asked(date: DateFact, ...tests: readonly Test[]): Condition {
  return { ...date, tests };
}

function none(condition: Condition): Condition {
  return { kind: 'nor', of: [condition] };
}

function allOf(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return only !== undefined && conditions.length === 1 ? only : { kind: 'and', of: conditions };
}
