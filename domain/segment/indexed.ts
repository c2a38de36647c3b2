import type { Comparison, Condition, FactType, FieldCondition } from '../condition/condition.ts';
import { placeOf } from '../condition/fact-path.ts';
import { isGroup } from '../condition/leaves.ts';
import type { ReleaseContent } from '../release/release.ts';

/** A declared fact that segments compare, as a condition names it. */
export interface ComparedFact {
  readonly path: string;
  readonly type: FactType;
}

/**
 * So many facts have an index at most. A collection of MongoDB has room for 64, of which other queries need some, and
 * every write of a user looks at all of them; a segment needs one, and workspaces compare the same few facts again and
 * again.
 */
export const mostIndexed = 16;

/** By these a query finds its users in an index; by `$ne`, `$exists` and parts of a text it has to look at nearly all. */
const findable: ReadonlySet<Comparison> = new Set<Comparison>(['eq', 'in', 'all', 'gt', 'gte', 'lt', 'lte']);

/**
 * The declared facts by which the segments of a release find their users: those that most segments compare first, at
 * most `mostIndexed`. Counters of events are none of them: every event of every user would have to move its entry. Nor
 * are booleans and arms, which halve a collection at best.
 */
export function comparedFacts({ segments }: Pick<ReleaseContent, 'segments'>): readonly ComparedFact[] {
  const counted = new Map<string, ComparedFact & { readonly segments: number }>();
  for (const condition of Object.values(segments)) {
    for (const [key, fact] of new Map(factsIn(condition).map((each) => [keyOf(each), each]))) {
      counted.set(key, { ...fact, segments: (counted.get(key)?.segments ?? 0) + 1 });
    }
  }
  return [...counted]
    .sort(([one, a], [other, b]) => b.segments - a.segments || (one < other ? -1 : 1))
    .slice(0, mostIndexed)
    .map(([, { path, type }]) => ({ path, type }));
}

function keyOf({ path, type }: ComparedFact): string {
  return `${path} ${type}`;
}

/** What is denied finds nobody by an index. */
function factsIn(condition: Condition): readonly ComparedFact[] {
  if (condition.kind === 'segment') return condition.is ? factsIn(condition.condition) : [];
  if (isGroup(condition)) return condition.kind === 'nor' ? [] : condition.of.flatMap(factsIn);
  return condition.kind === 'field' && isFindable(condition) ? [{ path: condition.path, type: condition.type }] : [];
}

function isFindable({ path, type, tests }: FieldCondition): boolean {
  const kind = placeOf(path)?.kind;
  if (kind === undefined || kind === 'events' || kind === 'arms' || type === 'boolean') return false;
  return tests.some((test) => test.kind === 'elem' || (test.kind === 'compare' && findable.has(test.comparison)));
}
