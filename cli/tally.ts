import type { Receipt } from '../ingest/index.ts';

/** What became of a stream of events so far. */
export interface Tally {
  readonly events: number;
  readonly stored: number;
  readonly duplicate: number;
  /** Older than a day on receipt: they tell of the user but wake nobody. */
  readonly late: number;
  /** No journey, segment or milestone asks about them. */
  readonly irrelevant: number;
  readonly entered: number;
  readonly woke: number;
  /** Users who have become another one. */
  readonly joined: number;
}

export const emptyTally: Tally = {
  events: 0,
  stored: 0,
  duplicate: 0,
  late: 0,
  irrelevant: 0,
  entered: 0,
  woke: 0,
  joined: 0,
};

/** What a tally looks at. */
type Counted = Pick<Receipt, 'status' | 'late' | 'name' | 'entered' | 'woke' | 'joined'>;

/** The tally with one more receipt. */
export function count(tally: Tally, receipt: Counted, relevant: ReadonlySet<string>): Tally {
  const fresh = receipt.status === 'stored';
  const irrelevant = receipt.name !== null && !relevant.has(receipt.name);
  return {
    events: tally.events + 1,
    stored: tally.stored + Number(fresh),
    duplicate: tally.duplicate + Number(!fresh),
    late: tally.late + Number(receipt.late),
    irrelevant: tally.irrelevant + Number(irrelevant),
    entered: tally.entered + receipt.entered.length,
    woke: tally.woke + receipt.woke.length,
    joined: tally.joined + receipt.joined.length,
  };
}
