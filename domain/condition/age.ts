import type { Condition, FieldCondition } from './condition.ts';

/** Whether a condition cannot hold for somebody who has only just come, because it asks for a date in the past. */
export function excludesNewborns(condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.some(excludesNewborns);
    case 'or':
      return condition.of.every(excludesNewborns);
    case 'field':
      return isAge(condition);
    case 'segment':
      return condition.is && excludesNewborns(condition.condition);
    case 'nor':
    case 'did':
    case 'since':
    case 'completed':
      return false;
  }
}

/** `$lt` or `$lte` with `$ago`. */
function isAge({ tests }: FieldCondition): boolean {
  return tests.some(
    (test) =>
      test.kind === 'compare' &&
      (test.comparison === 'lt' || test.comparison === 'lte') &&
      test.operand.kind === 'relative' &&
      test.operand.offset < 0,
  );
}
