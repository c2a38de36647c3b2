import { parseIsoDate } from '../../domain/condition/iso-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Cursor } from './cursor.ts';

/** Reads a date in a zone; null where there is none. One that no calendar has was reported, and is null too. */
export function readDate(cursor: Cursor, text: string | undefined, zone: string): Instant | null {
  if (text === undefined) return null;
  const read = parseIsoDate(text, zone);
  return read ?? cursor.refuse('VALUE_INVALID', `found "${text}", expected a date such as 2026-12-31`);
}
