import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Cursor } from './cursor.ts';

/** Refuses a text that is none of the known names; what is no text was refused already. */
export function refuseUnknown(cursor: Cursor, known: readonly string[], expected: string): void {
  const { value } = cursor;
  if (typeof value !== 'string' || known.includes(value)) return;
  cursor.refuse('NAME_UNKNOWN', `found "${value}", expected ${expected}${didYouMean(value, known)}`);
}
