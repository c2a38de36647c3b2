import type { Json } from '../json.ts';
import { oncePer } from '../once.ts';
import type { Facts } from '../profile/facts.ts';
import { day, type Instant } from '../time/instant.ts';
import { comparableValue } from './compile-field.ts';
import { isList } from './comparable.ts';
import type { Condition, DidCondition, FieldCondition, RecentCondition, Test } from './condition.ts';
import { holds } from './holds.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { counterOf, readerOf } from './read-fact.ts';
import { turnsOfRecent } from './recent.ts';
import { countsDays } from './times.ts';

/**
 * Twelve clauses of 20 timestamps each. A timer that comes early is only looked at again, while trying all turns of a
 * condition over long lists of dates would take seconds.
 */
const mostCandidates = 256;

/**
 * The first instant after `now` at which a condition's value differs by time alone, or null if it never does. Only
 * past 256 instants at which a clause changes without changing the whole may it be an earlier one.
 */
export function nextFlip(condition: Condition, facts: Facts, now: Instant): Instant | null {
  const instants = turnsAfter(now, condition, facts);
  if (instants.length === 0) return null;
  const before = holds(condition, facts, now);
  const flip = instants.slice(0, mostCandidates).find((instant) => holds(condition, facts, instant) !== before);
  return flip ?? instants[mostCandidates] ?? null;
}

function turnsAfter(now: Instant, condition: Condition, facts: Facts): readonly Instant[] {
  // The engine writes these anew for every enrolment: there is nothing to keep.
  const leaves = condition.kind === 'since' ? [] : timedLeaves(condition);
  if (leaves.length === 0) return [];
  const turns = new Set(leaves.flatMap((leaf) => turnsOf(leaf, facts)));
  return [...turns].filter((instant) => instant > now).sort((a, b) => a - b);
}

type Timed = FieldCondition | DidCondition | RecentCondition;

/** The clauses that can change by time alone; most conditions have none. */
const timedLeaves = oncePer((condition: Condition) => leavesOf(condition).filter(isTimed));

function isTimed(leaf: Leaf): leaf is Timed {
  if (leaf.kind === 'field') return offsetsOf(leaf.tests).length > 0;
  return leaf.kind === 'recent' || (leaf.kind === 'did' && leaf.within !== null);
}

/** Every instant at which a clause can change its value. */
function turnsOf(leaf: Timed, facts: Facts): readonly Instant[] {
  if (leaf.kind === 'recent') return turnsOfRecent(leaf, facts);
  return leaf.kind === 'field' ? turnsOfField(leaf, facts) : turnsOfDid(leaf, facts);
}

/** A date and `now + offset` are equal at one instant at most: there, and at the next, a test can change. */
function turnsOfField(field: FieldCondition, facts: Facts): readonly Instant[] {
  const offsets = offsetsOf(field.tests);
  const meetings = datesOf(field, facts).flatMap((date) => offsets.map((offset) => date - offset));
  return meetings.flatMap((meeting) => [Math.ceil(meeting), Math.floor(meeting) + 1]);
}

function offsetsOf(tests: readonly Test[]): readonly number[] {
  return tests.flatMap((test) => {
    if (test.kind !== 'compare') return offsetsOf(test.tests);
    return test.operand.kind === 'relative' ? [test.operand.offset] : [];
  });
}

function datesOf(field: FieldCondition, facts: Facts): readonly Instant[] {
  const reader = readerOf(field.path);
  const met = reader.kind === 'one' ? [reader.read(facts)] : reader.read(facts);
  const values = met
    .map(comparableValue(field))
    .flatMap((value): readonly (Json | undefined)[] => (isList(value) ? value : [value]));
  return values.filter((value) => typeof value === 'number');
}

/** An event leaves the window one millisecond after its last instant in it; a day, when the window's start passes it. */
function turnsOfDid({ event, times, within }: DidCondition, facts: Facts): readonly Instant[] {
  const counter = counterOf(facts, event);
  if (within === null || counter === undefined) return [];
  if (!countsDays(times)) return counter.recent.map((at) => at + within + 1);
  return Object.keys(counter.days ?? {}).map((date) => Date.parse(date) + day + within);
}
