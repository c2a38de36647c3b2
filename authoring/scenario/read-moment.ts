import { parseMoment } from '../../domain/scenario/moment.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Cursor } from '../read/cursor.ts';

/** What times of a scenario are read with. */
export interface Times {
  readonly start: Instant;
  readonly zone: string;
}

/** Reads a time; what is none was reported, unless it is not even text. */
export function readMoment(cursor: Cursor, { start, zone }: Times): Instant | null {
  if (typeof cursor.value !== 'string') return null;
  const moment = parseMoment(cursor.value, start, zone);
  if (moment !== null) return moment;
  return /^\d{4}-/.test(cursor.value) ? cursor.refuse('VALUE_INVALID', `found "${cursor.value}", ${noDate}`) : null;
}

const noDate = 'expected a date and time that there are, such as 2026-03-02T09:00';
