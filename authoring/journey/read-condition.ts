import type { Condition } from '../../domain/condition/condition.ts';
import { parseCondition } from '../../domain/condition/parse.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Cursor } from '../read/cursor.ts';

/** Reads a condition; null where it is missing or wrong, which was reported by whoever knows. */
export function readCondition(cursor: Cursor, vocabulary: Vocabulary): Condition | null {
  return cursor.value === undefined ? null : cursor.adopt(parseCondition(cursor.value, vocabulary));
}
