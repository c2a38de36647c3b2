import { comparableTests } from '../compile-field.ts';
import type { Comparison, DidCondition, Condition, FieldCondition, Test } from '../condition.ts';
import { placeOf } from '../fact-path.ts';
import { listOf, scalarOf } from '../predicates.ts';
import { countsDays, rangesOf, type Range } from '../times.ts';
import { joinedBy, type FactAtom, type Formula } from './shape.ts';

type Completed = Extract<Condition, { kind: 'completed' }>;

const once: readonly Range[] = [{ from: 1, to: null }];

/** How often something was done. A milestone is its event, done at least once. */
export function atomOfDone(condition: DidCondition | Completed, asked: boolean): Formula {
  const { event } = condition;
  if (condition.kind === 'completed') {
    const ranges = condition.is === asked ? once : others(once);
    return { kind: 'atom', atom: { kind: 'done', event, within: null, days: false, ranges } };
  }
  const { within, times } = condition;
  const ranges = asked ? rangesOf(times) : others(rangesOf(times));
  return { kind: 'atom', atom: { kind: 'done', event, within, days: within !== null && countsDays(times), ranges } };
}

/** The numbers of times that are in none of the ranges. */
function others(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next: number | null = 0;
  for (const { from, to } of ranges) {
    if (next !== null && from > next) gaps.push({ from: next, to: from - 1 });
    next = to === null ? null : to + 1;
  }
  return next === null ? gaps : [...gaps, { from: next, to: null }];
}

/** The tests of a fact one by one: each is asked of the fact by itself, whatever the others met. */
export function formulaOfField(field: FieldCondition, asked: boolean): Formula {
  const counted = countedOf(field);
  if (counted !== null) return atomOfDone(counted, asked);
  return ofTests(comparableTests(field), field, asked);
}

const counting: ReadonlySet<Comparison> = new Set<Comparison>(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin']);

/** `events.X.count` compared with whole numbers is a `did` without a window. */
function countedOf({ path, tests }: FieldCondition): DidCondition | null {
  const place = placeOf(path);
  if (place?.kind !== 'events' || place.part !== 'count') return null;
  const plain = tests.every((test) => test.kind === 'compare' && counting.has(test.comparison) && numbered(test));
  return plain ? { kind: 'did', event: place.event, times: tests, within: null } : null;
}

function numbered({ operand }: Extract<Test, { kind: 'compare' }>): boolean {
  const values = operand.kind === 'list' ? listOf(operand) : [scalarOf(operand)];
  return values.every((value) => typeof value === 'number' && Number.isInteger(value) && value >= 0);
}

function ofTests(tests: readonly Test[], field: FieldCondition, asked: boolean): Formula {
  return joinedBy(asked ? 'and' : 'or', tests.map((test) => ofTest(test, field, asked))); // prettier-ignore
}

function ofTest(test: Test, field: FieldCondition, asked: boolean): Formula {
  if (test.kind === 'not') return ofTests(test.tests, field, !asked);
  if (test.kind === 'elem') return atomOf(test, field, asked);
  const { comparison, operand } = test;
  if (comparison === 'ne') return atomOf({ ...test, comparison: 'eq' }, field, !asked);
  if (comparison === 'nin') return atomOf({ ...test, comparison: 'in' }, field, !asked);
  if (comparison === 'exists' && scalarOf(operand) === false) {
    return atomOf({ ...test, operand: { kind: 'value', value: true } }, field, !asked);
  }
  if (comparison !== 'all') return atomOf(test, field, asked);
  const each = listOf(operand).map((value): Test => ({ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value } })); // prettier-ignore
  // An empty list matches nothing.
  return each.length === 0 ? { kind: asked ? 'or' : 'and', of: [] } : ofTests(each, field, asked);
}

function atomOf(test: Test, { path, type }: FieldCondition, asked: boolean): Formula {
  const atom: FactAtom = { kind: 'fact', path, type, test, asked };
  return { kind: 'atom', atom };
}
