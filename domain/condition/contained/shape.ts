import type { Condition, FactType, Test } from '../condition.ts';
import type { Milliseconds } from '../../time/instant.ts';
import type { Range } from '../times.ts';

/** One test of one fact, asked or denied. */
export interface FactAtom {
  readonly kind: 'fact';
  readonly path: string;
  readonly type: FactType;
  /** Its operands are as they are compared. */
  readonly test: Test;
  readonly asked: boolean;
}

/** How often something was done: a denial is told by the other numbers of times. */
export interface DoneAtom {
  readonly kind: 'done';
  readonly event: string;
  readonly within: Milliseconds | null;
  /** Whether whole days are counted: those are compared with nothing else. */
  readonly days: boolean;
  readonly ranges: readonly Range[];
}

/** What is only ever contained in itself. */
interface OtherAtom {
  readonly kind: 'other';
  readonly condition: Condition;
  readonly asked: boolean;
}

export type Atom = FactAtom | DoneAtom | OtherAtom;

export type Formula =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly kind: 'atom'; readonly atom: Atom }; // prettier-ignore

export const everybody: Formula = { kind: 'and', of: [] };

/** Joins formulas, those of the same kind unfolded. */
export function joinedBy(kind: 'and' | 'or', of: readonly Formula[]): Formula {
  const flat = of.flatMap((each) => (each.kind === kind ? each.of : [each]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind, of: flat };
}
