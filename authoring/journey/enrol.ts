import type { z } from 'zod';
import { eventsOf } from '../../domain/condition/events.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { EnrolRule } from '../../domain/journey/program.ts';
import { Enrol } from '../../domain/journey/schema.ts';
import { segmentEntered } from '../../domain/segment/entered.ts';
import { checkKeys } from '../read/check.ts';
import type { Cursor } from '../read/cursor.ts';
import { namedSegment } from './named-segment.ts';
import { readCondition } from './read-condition.ts';

/** One way in; null where something about it was refused. */
export function compileEnrol(rule: Cursor, vocabulary: Vocabulary): EnrolRule | null {
  const keys = checkKeys(Enrol, rule);
  const conditional = rule.at('when').value !== undefined;
  const when = readCondition(rule.at('when'), vocabulary);
  if (keys === null || !hasOneWay(rule) || (conditional && when === null)) return null;
  const { on, first = false } = keys;
  return on === undefined ? bySegment(rule, keys, { vocabulary, when }) : { kind: 'event', on, first, when };
}

function bySegment(
  rule: Cursor,
  { segment, backfill = 'from-now' }: Partial<z.output<typeof Enrol>>,
  { vocabulary, when }: { readonly vocabulary: Vocabulary; readonly when: Condition | null },
): EnrolRule | null {
  const condition = segment === undefined ? null : segmentOf(rule.at('segment'), segment, vocabulary);
  return segment === undefined || condition === null ? null : { kind: 'segment', segment, condition, when, backfill };
}

/** What goes with each of the ways in alone. */
const goesWith = { first: 'on', backfill: 'segment' } as const;

function hasOneWay(rule: Cursor): boolean {
  const has = (key: string): boolean => rule.at(key).value !== undefined;
  if (has('on') === has('segment')) {
    const said = has('on') ? 'on and segment in one rule' : 'no way in';
    rule.refuse('VALUE_INVALID', `found ${said}, expected one of on or segment`, 'key');
    return false;
  }
  const strays = Object.entries(goesWith).filter(([key, way]) => has(key) && !has(way));
  for (const [key, way] of strays) {
    rule.at(key).refuse('VALUE_INVALID', `found "${key}" without "${way}", with which alone it means something`, 'key');
  }
  return strays.length === 0;
}

/** A segment that asks for the event which coming into it causes might be entered by that for ever. */
function segmentOf(cursor: Cursor, segment: string, vocabulary: Vocabulary): Condition | null {
  const condition = namedSegment(cursor, segment, vocabulary);
  if (condition === null || !eventsOf(condition).includes(segmentEntered)) return condition;
  const message = `found "${segment}", which asks for ${segmentEntered}: coming into a segment causes that event; expected a segment that does not`;
  return cursor.refuse('VALUE_INVALID', message);
}
