import type { Program } from '../../domain/journey/program.ts';
import type { Cursor } from '../read/cursor.ts';

/** Refuses a way in by a segment to a journey that tells its enrolments apart by what an event says; false then. */
export function checkKeyed(journey: Cursor, { enrol }: Pick<Program, 'enrol'>): boolean {
  const bySegment = enrol.some(({ kind }) => kind === 'segment');
  if (!bySegment || journey.at('per').value === undefined) return true;
  const message =
    'found "per", whose value stands in the entry event; who comes into a segment has none, so expected ways in by events alone';
  journey.at('per').refuse('VALUE_INVALID', message, 'key');
  return false;
}
