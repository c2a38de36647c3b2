import type { Condition } from '../condition/condition.ts';
import { isGroup, type Group } from '../condition/leaves.ts';
import { conditionWords } from '../condition/words.ts';

/** How the clauses of one list belong together: all of them, at least one, or none of them has to hold. */
export type Together = 'all' | 'any' | 'none';

/** One clause of a definition. */
export interface Clause {
  readonly condition: Condition;
  /** What it says; of a list of clauses only how they belong together. */
  readonly words: string;
  /** What the clauses of the same list say up to this one, as far as they say it: the last of a list says all of it. */
  readonly soFar: Condition;
  /** What a segment or a list says in detail; null for a clause that looks at facts itself. */
  readonly of: Outline | null;
}

export interface Outline {
  readonly together: Together;
  readonly clauses: readonly Clause[];
}

const togetherness: Readonly<Record<Group['kind'], Together>> = { and: 'all', or: 'any', nor: 'none' };
const kinds: Readonly<Record<Together, Group['kind']>> = { all: 'and', any: 'or', none: 'nor' };
const titles: Readonly<Record<Together, string>> = { all: 'all of', any: 'any of', none: 'none of' };

/** A condition clause by clause, in its author's order, the segments that it names and their own clauses within. */
export function outlineOf(condition: Condition): Outline {
  const { together, of } = listOf(condition);
  const clauses = of.map((each, index) => ({
    condition: each,
    ...detailOf(each),
    soFar: joined(kinds[together], of.slice(0, index + 1)),
  }));
  return { together, clauses };
}

interface List {
  readonly together: Together;
  readonly of: readonly Condition[];
}

/** What all has to hold within what all has to hold is one list. */
function listOf(condition: Condition): List {
  if (!isGroup(condition)) return { together: 'all', of: [condition] };
  const { kind, of } = condition;
  return { together: togetherness[kind], of: kind === 'and' ? of.flatMap((each) => listOfAll(each)) : of };
}

function listOfAll(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' && condition.of.length > 0 ? listOf(condition).of : [condition];
}

function detailOf(condition: Condition): Pick<Clause, 'words' | 'of'> {
  if (isGroup(condition) && condition.of.length > 0) {
    return { words: titles[togetherness[condition.kind]], of: outlineOf(condition) };
  }
  const words = conditionWords(condition);
  return { words, of: condition.kind === 'segment' ? outlineOf(condition.condition) : null };
}

function joined(kind: Group['kind'], of: readonly Condition[]): Condition {
  const [only] = of;
  return kind !== 'nor' && only !== undefined && of.length === 1 ? only : { kind, of };
}
