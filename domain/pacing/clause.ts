import { cutBytes } from '../text.ts';

/** So many bytes of a reason fit where several stand in one line. */
const clauseBytes = 120;

/** One reason, no longer than a line takes. */
export function clause(text: string): string {
  return cutBytes(text, clauseBytes);
}
