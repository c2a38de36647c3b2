import type { Store } from '../../store/index.ts';
import type { Tally } from '../tally.ts';
import { heldBy, type HeldBy } from './held.ts';

/** What a demonstration has come to so far. */
export interface Totals extends Omit<Tally, 'woke' | 'joined' | 'undeclared'> {
  readonly users: number;
  readonly converted: number;
  readonly finished: number;
  readonly left: number;
  readonly sent: number;
  readonly skipped: number;
  /** How often a nudge was held back, by what. */
  readonly held: HeldBy;
  readonly failed: number;
}

/** Counts what the database holds; of the events, what the tally has seen. */
export async function countTotals({ users, trail, nudges }: Store, tally: Tally): Promise<Totals> {
  const [known, entered, converted, finished, left, skipped, held, sent, failed] = await Promise.all([
    users.count(),
    trail.count('entered'),
    trail.count('converted'),
    trail.count('finished'),
    trail.count('left'),
    trail.count('skipped'),
    trail.held(),
    nudges.count('sent'),
    nudges.count('failed'),
  ]);
  const { events, stored, duplicate, late, irrelevant } = tally;
  const ingested = { events, stored, duplicate, late, irrelevant };
  const outcomes = { entered, converted, finished, left };
  return { ...ingested, users: known, ...outcomes, sent, skipped, held: heldBy(held), failed };
}
