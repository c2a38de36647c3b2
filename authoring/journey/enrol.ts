import type { EnrolRule } from '../../domain/journey/program.ts';
import { Enrol } from '../../domain/journey/schema.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { readCondition } from './read-condition.ts';

/** One way in; null where something about it was refused. */
export function compileEnrol(rule: Cursor, vocabulary: Vocabulary): EnrolRule | null {
  if (rule.at('segment').value !== undefined && rule.at('on').value === undefined) {
    return rule
      .at('segment')
      .refuse('NOT_YET', 'entering by a segment is part of the language, but not supported yet', 'key');
  }
  const keys = checkKeys(Enrol, rule);
  const conditional = rule.at('when').value !== undefined;
  const when = readCondition(rule.at('when'), vocabulary);
  if (keys?.on === undefined || (conditional && when === null)) return null;
  return { on: keys.on, first: keys.first ?? false, when };
}
