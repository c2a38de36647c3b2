import type { Facts } from '../profile/facts.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { Condition, DidCondition } from './condition.ts';
import { countOf } from './did.ts';
import { fieldWordsMet } from './explain-field.ts';
import { holds } from './holds.ts';
import { isGroup, type Group, type Leaf, type Segment } from './leaves.ts';
import { counterOf } from './read-fact.ts';
import { rangesOf, type Range } from './times.ts';
import { clip, dateWords, timesWords } from './value-words.ts';

/** One clause of a condition with the value it met. */
interface Clause {
  readonly holds: boolean;
  /** At most 120 bytes: `plan is not set, so not enterprise`. */
  readonly words: string;
}

/** Why a condition holds or not. */
export interface Explanation {
  readonly holds: boolean;
  /** The clauses that decided, in the author's order: of an `or` that holds the first that does. */
  readonly words: readonly string[];
  /** Every clause, those inside segments after the segment's own. */
  readonly clauses: readonly Clause[];
}

/** Explains a condition for what is known of a user at an instant. */
export function explainCondition(condition: Condition, facts: Facts, now: Instant): Explanation {
  if (isGroup(condition)) return explainGroup(condition, facts, now);
  if (condition.kind === 'segment') return explainSegment(condition, facts, now);
  return clause(holds(condition, facts, now), leafWords(condition, facts, now));
}

function explainGroup(group: Group, facts: Facts, now: Instant): Explanation {
  const parts = group.of.map((each) => explainCondition(each, facts, now));
  const clauses = parts.flatMap((part) => part.clauses);
  // An `and` fails by the parts that fail; an `or` holds, and a `nor` fails, by the first part that holds.
  const decisive = group.kind === 'and' ? parts.filter((part) => !part.holds) : parts.filter((part) => part.holds);
  const decided = group.kind === 'and' ? decisive : decisive.slice(0, 1);
  const holds = group.kind === 'or' ? decided.length > 0 : decided.length === 0;
  const told = decided.length > 0 ? decided : parts;
  return { holds, words: told.length === 0 ? ['everybody'] : told.flatMap((part) => part.words), clauses };
}

function explainSegment(segment: Segment, facts: Facts, now: Instant): Explanation {
  const inner = explainCondition(segment.condition, facts, now);
  const words = `${inner.holds ? 'in' : 'not in'} segment ${segment.segment}: ${inner.words.join(', ')}`;
  const own = clause(inner.holds === segment.is, words);
  return { ...own, clauses: [...own.clauses, ...inner.clauses] };
}

function leafWords(leaf: Leaf, facts: Facts, now: Instant): string {
  switch (leaf.kind) {
    case 'field':
      return fieldWordsMet(leaf, facts, now);
    case 'did':
      return didWordsMet(leaf, facts, now);
    case 'completed':
      return `${done(leaf.event, counterOf(facts, leaf.event)?.count ?? 0)}, needs ${leaf.is ? 1 : 0}`;
    case 'since': {
      const is = holds(leaf, facts, now) ? 'done' : 'not done';
      return `${leaf.event} ${is} since ${dateWords(leaf.since, 'UTC')} UTC`;
    }
  }
}

function didWordsMet(did: DidCondition, facts: Facts, now: Instant): string {
  const window = did.within === null ? '' : ` in ${durationWords(did.within)}`;
  return `${done(did.event, countOf(did)(facts, now))}${window}, needs ${neededWords(rangesOf(did.times))}`;
}

/** `1` for at least 1, `exactly 2`, `at most 3`; bounds in numbers since the sentence has said what of. */
function neededWords(ranges: readonly Range[]): string {
  if (ranges.length === 0) return 'what cannot be';
  return ranges.map(rangeNeeded).join(' or ');
}

function rangeNeeded({ from, to }: Range): string {
  if (to === null) return String(from);
  if (from === to) return from === 0 ? '0' : `exactly ${from}`;
  return from === 0 ? `at most ${to}` : `${from} to ${to}`;
}

function done(event: string, count: number): string {
  return count === 0 ? `${event} not done` : `${event} done ${timesWords(count)}`;
}

function clause(holds: boolean, words: string): Explanation {
  const clipped = clip(words);
  return { holds, words: [clipped], clauses: [{ holds, words: clipped }] };
}
