import type { Instant } from '../time/instant.ts';
import type { Comparison, Operand } from './condition.ts';
import type { Filter } from './layout.ts';
import { listOf, scalarOf } from './predicates.ts';
import { textPattern, type TextTest } from './text-pattern.ts';

/** What the database asks of a field in place of one comparison; all of it has to hold. */
export type Compare = (operand: Operand, now: Instant) => readonly Filter[];

/** Every comparison in the database's operators. */
export const comparisons: Readonly<Record<Comparison, Compare>> = {
  eq: as('$eq', valueOf),
  ne: as('$ne', valueOf),
  gt: as('$gt', valueOf),
  gte: as('$gte', valueOf),
  lt: as('$lt', valueOf),
  lte: as('$lte', valueOf),
  in: as('$in', listOf),
  nin: as('$nin', listOf),
  // The equalities for which, says the manual, `$all` is short; the embedded server takes `$all` itself differently.
  all: (operand) => (listOf(operand).length === 0 ? [{ $in: [] }] : listOf(operand).map((value) => ({ $eq: value }))),
  exists: as('$exists', scalarOf),
  size: as('$size', scalarOf),
  starts: asText('starts'),
  ends: asText('ends'),
  contains: asText('contains'),
};

function as(operator: string, read: (operand: Operand, now: Instant) => unknown): Compare {
  return (operand, now) => [{ [operator]: read(operand, now) }];
}

function asText(comparison: TextTest['comparison']): Compare {
  return (operand) => [{ $regex: textPattern([{ comparison, text: String(scalarOf(operand)) }]) }];
}

function valueOf(operand: Operand, now: Instant): unknown {
  if (operand.kind === 'relative') return now + operand.offset;
  return operand.kind === 'list' ? operand.values : operand.value;
}
