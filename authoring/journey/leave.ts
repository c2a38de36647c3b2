import type { LeaveRule } from '../../domain/journey/program.ts';
import { Leave } from '../../domain/journey/schema.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { namedSegment } from './named-segment.ts';

/** One way out; null where something about it was refused. */
export function compileLeave(rule: Cursor, vocabulary: Vocabulary): LeaveRule | null {
  const keys = checkKeys(Leave, rule);
  if (keys === null) return null;
  const present = Object.keys(Leave.shape).filter((key) => rule.at(key).value !== undefined);
  if (present.length !== 1) {
    const said = present.length === 0 ? 'no way out' : `${present.join(' and ')} in one rule`;
    return rule.refuse('VALUE_INVALID', `found ${said}, expected one of on, segment or after`, 'key');
  }
  if (keys.on !== undefined) return { kind: 'event', on: keys.on };
  if (keys.after !== undefined) return { kind: 'after', after: keys.after };
  return keys.segment === undefined ? null : bySegment(rule.at('segment'), keys.segment, vocabulary);
}

function bySegment(cursor: Cursor, segment: string, vocabulary: Vocabulary): LeaveRule | null {
  const condition = namedSegment(cursor, segment, vocabulary);
  if (condition === null) return null;
  return { kind: 'condition', when: { kind: 'segment', segment, condition, is: true }, words: segment };
}
