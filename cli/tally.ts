import { own } from '../domain/own.ts';
import { withOwn } from '../domain/record.ts';
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
  /** Trait that is declared nowhere → in how many events. */
  readonly undeclared: Readonly<Record<string, number>>;
}

const nothing = { events: 0, stored: 0, duplicate: 0, late: 0, irrelevant: 0, entered: 0, woke: 0, joined: 0 };
export const emptyTally: Tally = { ...nothing, undeclared: {} };

/** What a tally looks at. */
type Counted = Pick<Receipt, 'status' | 'late' | 'name' | 'entered' | 'woke' | 'joined' | 'undeclared'>;

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
    undeclared: receipt.undeclared.reduce(plusOne, tally.undeclared),
  };
}

/** Names come from outside: as many different ones as anybody reads are told apart. */
const mostNames = 100;

function plusOne(counts: Tally['undeclared'], path: string): Tally['undeclared'] {
  const known = own(counts, path);
  if (known === undefined && Object.keys(counts).length >= mostNames) return counts;
  return withOwn(counts, path, (known ?? 0) + 1);
}

/** `2 traits that profile.yaml does not declare: nickname (12), shoe (1)`; null where there are none. */
export function undeclaredWords({ undeclared }: Pick<Tally, 'undeclared'>): string | null {
  const told = Object.entries(undeclared).sort(([, a], [, b]) => b - a);
  if (told.length === 0) return null;
  const traits = told.length === 1 ? '1 trait' : `${told.length} traits`;
  const names = told.slice(0, namesShown).map(([path, times]) => `${path} (${times})`);
  const more = told.length > namesShown ? ', …' : '';
  return `${traits} that profile.yaml does not declare, kept all the same: ${names.join(', ')}${more}`;
}

/** A line holds so many; the rest is in the JSON. */
const namesShown = 10;
