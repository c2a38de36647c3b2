import type { Store } from '../../store/index.ts';
import type { Tally } from '../tally.ts';

/** What a demonstration has come to so far. */
export interface Totals extends Omit<Tally, 'woke'> {
  readonly users: number;
  readonly converted: number;
  readonly finished: number;
  readonly left: number;
  readonly sent: number;
  readonly skipped: number;
  readonly failed: number;
}

/** Counts what the database holds; of the events, what the tally has seen. */
export async function countTotals({ users, trail, nudges }: Store, tally: Tally): Promise<Totals> {
  const [known, entered, converted, finished, left, skipped, sent, failed] = await Promise.all([
    users.count(),
    trail.count('entered'),
    trail.count('converted'),
    trail.count('finished'),
    trail.count('left'),
    trail.count('skipped'),
    nudges.count('sent'),
    nudges.count('failed'),
  ]);
  const { events, stored, duplicate, late, irrelevant } = tally;
  const ingested = { events, stored, duplicate, late, irrelevant };
  return { ...ingested, users: known, entered, converted, finished, left, sent, skipped, failed };
}
