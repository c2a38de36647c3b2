import { readerOf } from '../../condition/read-fact.ts';
import { parseIsoDate } from '../../condition/iso-date.ts';
import type { Test } from '../../condition/condition.ts';
import type { Json } from '../../json.ts';
import { zoneOf } from '../../profile/surroundings.ts';
import { day, type Instant } from '../../time/instant.ts';
import { knownZone, nextTimeOfDay, shifted } from '../../time/zoned.ts';
import { end, type DelayRule, type DelayStep } from '../program.ts';
import type { Await } from '../state.ts';
import type { Move, Place, StepRule } from '../walk.ts';

/** ECMAScript's largest date, with room for an offset: what lies beyond is no date. */
const furthest = 8.64e15 - 1_000 * day;

/** Lets time pass: for a while, until a time of day, or until a date of the user's. */
export const delay: StepRule<DelayStep> = (step, place) => {
  const { rule } = step;
  const due = dueOf(rule, place);
  const words = `delay ${rule.kind === 'duration' ? 'of' : 'until'} ${step.words}`;
  if (due === null) return tooLate(step, place, `${words}: there is no such date`);
  if (rule.kind === 'trait' && place.input === null && due < place.now) return tooLate(step, place, `${words}: past`);
  if (place.now >= due) return { kind: 'go', to: step.next, trail: { what: 'done', because: [words] } };
  const awaits = rule.kind === 'trait' ? changeOf(rule.path, place) : [];
  const effect = { kind: 'wait', step: step.id, status: 'delayed', until: due, awaits, words } as const;
  return { kind: 'stay', effect, trail: null };
};

/** A date that is moved while it is waited for is looked at again at once. */
function changeOf(path: string, place: Place): readonly Await[] {
  const value = traitAt(path, place);
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const other: Test = { kind: 'compare', comparison: 'ne', operand: { kind: 'value', value } };
  return [{ what: 'step', condition: { kind: 'field', path: `traits.${path}`, type: 'string', tests: [other] } }];
}

/** When the delay is over, as things are now: a zone or a date that changes meanwhile moves it. */
function dueOf(rule: DelayRule, place: Place): Instant | null {
  const { since } = place.state;
  if (rule.kind === 'duration') return since + rule.duration;
  const zone = knownZone(zoneOf(place.facts.profile, place.zone), place.zone);
  if (rule.kind === 'time') return nextTimeOfDay(since, rule, zone);
  const date = dateAt(rule.path, place, zone);
  return date === null ? null : shifted(date, rule, zone);
}

/** A date without a zone of its own is meant in the user's. */
function dateAt(path: string, place: Place, zone: string): Instant | null {
  const value = traitAt(path, place);
  const date = typeof value === 'string' ? parseIsoDate(value, zone) : value;
  return typeof date === 'number' && Math.abs(date) < furthest ? Math.round(date) : null;
}

function traitAt(path: string, { facts }: Place): Json | undefined {
  const reader = readerOf(`traits.${path}`);
  return reader.kind === 'one' ? reader.read(facts) : reader.read(facts)[0];
}

/** `now` goes on all the same; `skip` leaves out what the delay was for, the step after it. */
function tooLate({ next, rule }: DelayStep, { program }: Place, because: string): Move {
  const skips = rule.kind === 'trait' && rule.past === 'skip';
  const to = skips ? (program.steps[next]?.next ?? end) : next;
  return { kind: 'go', to, trail: { what: skips ? 'skipped' : 'done', because: [because] } };
}
