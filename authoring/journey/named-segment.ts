import type { Condition } from '../../domain/condition/condition.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Cursor } from '../read/cursor.ts';

/** The condition of the segment that is named; null where there is none of that name. */
export function namedSegment(cursor: Cursor, segment: string, { segments }: Vocabulary): Condition | null {
  const condition = Object.hasOwn(segments, segment) ? segments[segment] : undefined;
  if (condition !== undefined) return condition;
  const slip = didYouMean(segment, Object.keys(segments));
  return cursor.refuse('NAME_UNKNOWN', `found "${segment}", expected a segment of segments.yaml${slip}`);
}
