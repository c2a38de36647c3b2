import { oncePer } from '../once.ts';
import { eventKey } from '../profile/derived.ts';
import type { Facts } from '../profile/facts.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { Condition, DidCondition } from './condition.ts';
import { countOf } from './did.ts';
import { countingWords, featureWordsMet } from './explain-feature.ts';
import { fieldWordsMet } from './explain-field.ts';
import { holds } from './holds.ts';
import { placeOf } from './fact-path.ts';
import { isGroup, type Feature, type Group, type Leaf, type Segment } from './leaves.ts';
import { counterOf } from './read-fact.ts';
import { countRecent } from './recent.ts';
import { rangesOf, type Range } from './times.ts';
import { clip, dateWords, timesWords } from './value-words.ts';

/**
 * Why a condition holds or not, for what is known of a user at an instant: the clauses that decided with the values they
 * met, in the author's order, each of at most 120 bytes (`plan is not set, so not enterprise`); of an `or` that holds the
 * first that does.
 */
export function reasonsOf(condition: Condition, facts: Facts, now: Instant): readonly string[] {
  if (!isGroup(condition)) return [clauseWords(condition, facts, now)];
  const told = decisive(condition, facts, now);
  return told.length === 0 ? ['everybody'] : told.flatMap((part) => reasonsOf(part, facts, now));
}

/** An `and` fails by the parts that fail; an `or` holds, and a `nor` fails, by the first part that holds; else by all. */
function decisive({ kind, of }: Group, facts: Facts, now: Instant): readonly Condition[] {
  const decided =
    kind === 'and'
      ? of.filter((part) => !holds(part, facts, now))
      : of.filter((part) => holds(part, facts, now)).slice(0, 1);
  return decided.length > 0 ? decided : of;
}

function clauseWords(clause: Leaf | Segment | Feature, facts: Facts, now: Instant): string {
  if (clause.kind === 'segment') return clip(segmentWords(clause, facts, now));
  if (clause.kind === 'feature') return clip(featureWordsMet(clause, facts, now));
  const counting = 'named' in clause ? countingWords(facts.profile, [eventKey(namedBy(clause))]) : '';
  return clip(`${leafWords(clause, facts, now)}${counting}`);
}

/** The event of the workspace's own that a clause asks for. */
function namedBy(clause: Leaf): string {
  if (clause.kind === 'did') return clause.event;
  const place = clause.kind === 'field' ? placeOf(clause.path) : null;
  return place?.kind === 'events' ? place.event : '';
}

function segmentWords({ segment, condition }: Segment, facts: Facts, now: Instant): string {
  const place = holds(condition, facts, now) ? 'in' : 'not in';
  return `${place} segment ${segment}: ${reasonsOf(condition, facts, now).join(', ')}`;
}

function leafWords(leaf: Leaf, facts: Facts, now: Instant): string {
  switch (leaf.kind) {
    case 'field':
      return fieldWordsMet(leaf, facts, now);
    case 'did':
      return didWordsMet(leaf, facts, now);
    case 'recent': {
      const count = countRecent(facts, leaf.feature, now - leaf.within);
      return `${leaf.feature} ${timesWords(count)} in ${durationWords(leaf.within)}, needs ${neededWords(rangesOf(leaf.times))}`;
    }
    case 'completed':
      return `${done(leaf.event, counterOf(facts, leaf.event)?.count ?? 0)}, needs ${leaf.is ? 1 : 0}`;
    case 'since': {
      const is = holds(leaf, facts, now) ? 'done' : 'not done';
      return `${leaf.event} ${is} since ${dateWords(leaf.since, 'UTC')} UTC`;
    }
  }
}

function didWordsMet(did: DidCondition, facts: Facts, now: Instant): string {
  const { count, rest } = toldOf(did);
  return `${done(did.event, count(facts, now))}${rest}`;
}

/** How a clause counts, and what its sentence says whatever was counted. */
const toldOf = oncePer((did: DidCondition) => {
  const window = did.within === null ? '' : ` in ${durationWords(did.within)}`;
  return { count: countOf(did), rest: `${window}, needs ${neededWords(rangesOf(did.times))}` };
});

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
