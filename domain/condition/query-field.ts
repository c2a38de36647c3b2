import type { Instant } from '../time/instant.ts';
import { comparableTests } from './compile-field.ts';
import type { FieldCondition, Test } from './condition.ts';
import { placeOf, type FactPlace } from './fact-path.ts';
import { allOf, noneOf, type Filter, type Querying, type StoredPlace } from './layout.ts';
import { scalarOf } from './predicates.ts';
import { comparisons } from './query-comparison.ts';
import { textPattern, type TextTest } from './text-pattern.ts';
import { timesPass } from './times.ts';

/** Finds users by one fact. */
export function fieldFilter(field: FieldCondition, { now, layout }: Querying): Filter {
  const place = placeOf(field.path);
  const tests = comparableTests(field);
  if (place?.kind !== 'events') return testsFilter(tests, { path: layout(storedPlace(field, place)), now });
  const path = layout({ kind: 'event', event: place.event, part: place.part });
  const filter = testsFilter(tests, { path, now });
  if (place.part !== 'count') return filter;
  // A count that is missing is 0, which the database cannot know.
  const missing: Filter = { [path]: { $exists: false } };
  return timesPass(tests)(0) ? { $or: [filter, missing] } : { $and: [filter, noneOf([missing])] };
}

function storedPlace(
  { path, type }: FieldCondition,
  place: Exclude<FactPlace, { kind: 'events' }> | null,
): StoredPlace {
  if (place?.kind === 'feature' || place?.kind === 'seen') return place;
  return { kind: 'fact', path, type };
}

/** A stored field at an instant. */
interface Stored {
  readonly path: string;
  readonly now: Instant;
}

function testsFilter(tests: readonly Test[], stored: Stored): Filter {
  return allOf(tests.map((test) => testFilter(test, stored)));
}

function testFilter(test: Test, { path, now }: Stored): Filter {
  if (test.kind === 'not') return noneOf([testsFilter(test.tests, { path, now })]);
  if (test.kind === 'elem') return { [path]: { $elemMatch: elementFilter(test.tests, now) } };
  return allOf(comparisons[test.comparison](test.operand, now).map((filter) => ({ [path]: filter })));
}

/** Inside `$elemMatch` all tests are of one element, where `$not` and one pattern are enough. */
function elementFilter(tests: readonly Test[], now: Instant): Filter {
  const texts = tests.map(textTest).filter((test) => test !== null);
  const pattern: Filter[] = texts.length === 0 ? [] : [{ $regex: textPattern(texts) }];
  const others = tests.filter((test) => textTest(test) === null).flatMap((test) => elementTest(test, now));
  return Object.fromEntries([...pattern, ...others].flatMap((filter) => Object.entries(filter)));
}

function elementTest(test: Test, now: Instant): readonly Filter[] {
  if (test.kind === 'compare') return comparisons[test.comparison](test.operand, now);
  return [{ $not: elementFilter(test.tests, now) }];
}

function textTest(test: Test): TextTest | null {
  if (test.kind !== 'compare') return null;
  const { comparison, operand } = test;
  const isText = comparison === 'starts' || comparison === 'ends' || comparison === 'contains';
  return isText ? { comparison, text: String(scalarOf(operand)) } : null;
}
