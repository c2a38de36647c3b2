import { journeyOf } from '../enrolment/identity.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Scope } from './policy.ts';

/** Whether a cap speaks of a nudge. */
export function speaksOf(
  { channel, tag, category, journey }: Scope,
  nudge: Pick<LedgerEntry, 'channel' | 'tags' | 'category' | 'course'>,
): boolean {
  if (channel !== undefined && channel !== nudge.channel) return false;
  if (category !== undefined && category !== nudge.category) return false;
  if (tag !== undefined && !nudge.tags.includes(tag)) return false;
  return journey === undefined || journey === journeyOf(nudge.course);
}
