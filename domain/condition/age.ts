import type { Condition, FieldCondition } from './condition.ts';
import { isGroup, type Group } from './leaves.ts';

/** Whether a condition cannot hold for somebody who has only just come, because it asks for a date in the past. */
export function excludesNewborns(condition: Condition): boolean {
  if (isGroup(condition)) return groupExcludes(condition);
  if (condition.kind === 'field') return isAge(condition);
  if (condition.kind === 'feature') return excludesNewborns(condition.condition);
  return condition.kind === 'segment' && condition.is && excludesNewborns(condition.condition);
}

function groupExcludes({ kind, of }: Group): boolean {
  if (kind === 'and') return of.some(excludesNewborns);
  return kind === 'or' && of.every(excludesNewborns);
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
