import { disagreements } from './meet.ts';

/**
 * What a reconciliation tells of: how a document and Temporal disagreed; events and tasks that are overdue; nudges that
 * a workflow's history holds and the database has lost; what could not be looked at.
 */
export const kinds = [...disagreements, 'events', 'todo', 'nudges', 'unclear'] as const;
export type Kind = (typeof kinds)[number];

export interface Counted {
  readonly kind: Kind;
  readonly found: number;
  readonly mended: number;
  /** Some of them: workflow ids, or user ids. */
  readonly examples: readonly string[];
}

/** What one reconciliation came to. */
export interface Reconciled {
  readonly checked: { readonly visits: number; readonly workflows: number };
  /** Only what was found. */
  readonly kinds: readonly Counted[];
}

/** Enough to look into, whatever the number. */
const examplesKept = 5;

export interface Tally {
  add(
    kind: Kind,
    more: { readonly found: number; readonly mended?: number; readonly examples?: readonly string[] },
  ): void;
  counted(): readonly Counted[];
}

export function createTally(): Tally {
  const counted = new Map<Kind, Counted>();
  return {
    add(kind, { found, mended = 0, examples = [] }) {
      const before = counted.get(kind) ?? { found: 0, mended: 0, examples: [] };
      const shown = [...before.examples, ...examples].slice(0, examplesKept);
      counted.set(kind, { kind, found: before.found + found, mended: before.mended + mended, examples: shown });
    },
    counted: () => kinds.flatMap((kind) => counted.get(kind) ?? []).filter(({ found }) => found > 0),
  };
}
