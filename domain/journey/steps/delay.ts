import { readerOf } from '../../condition/read-fact.ts';
import { parseIsoDate } from '../../condition/iso-date.ts';
import type { Test } from '../../condition/condition.ts';
import type { Json } from '../../json.ts';
import type { Facts } from '../../profile/facts.ts';
import { zoneFacts, zoneOf } from '../../profile/surroundings.ts';
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
  const words = wordsOf(step);
  if (due === null) return tooLate(step, place, `${words}: there is no such date`);
  const isPast = due < place.now && (place.input === null || isMoved(place));
  if (isPast && rule.kind === 'trait') return tooLate(step, place, `${words}: past`);
  if (isPast && rule.kind === 'time') return startAnew(step, rule, place);
  if (place.now >= due) return { kind: 'go', to: step.next, trail: { what: 'done', because: [words] } };
  return stay(step, due, place);
};

/** Whether an event has moved what the delay is until: the date, or the user into another zone. */
function isMoved({ input }: Place): boolean {
  return input?.kind === 'facts' && input.by !== undefined;
}

/** Clocks where the user has come to have shown the time already: it is the next one, counted from now. */
function startAnew(step: DelayStep, rule: TimeRule, place: Place): Move {
  const { now } = place;
  const due = nextTimeOfDay(now - 1, rule, userZone(place)) ?? now;
  return { ...stay(step, due, place), state: { since: now } };
}

type TimeRule = Extract<DelayRule, { kind: 'time' }>;

function stay(step: DelayStep, until: Instant, place: Place): Move {
  const words = wordsOf(step);
  const awaits = awaitsOf(step.rule, place);
  const effect = { kind: 'wait', step: step.id, status: 'delayed', until, awaits, words } as const;
  return { kind: 'stay', effect, trail: null };
}

function wordsOf({ rule, words }: DelayStep): string {
  return `delay ${rule.kind === 'duration' ? 'of' : 'until'} ${words}`;
}

/** A date that is moved, or a user who travels, while it lasts is looked at again at once. */
function awaitsOf(rule: DelayRule, { facts }: Place): readonly Await[] {
  if (rule.kind === 'duration') return [];
  const date = rule.kind === 'trait' ? [`traits.${rule.path}`] : [];
  return [...date, ...zoneFacts(facts.profile)].flatMap((path) => changeOf(path, facts));
}

function changeOf(path: string, facts: Facts): readonly Await[] {
  const value = factAt(path, facts) ?? null;
  if (typeof value === 'object' && value !== null) return [];
  const other: Test = { kind: 'compare', comparison: 'ne', operand: { kind: 'value', value } };
  return [{ what: 'step', condition: { kind: 'field', path, type: 'string', tests: [other] } }];
}

/** When the delay is over, as things are now: a zone or a date that changes meanwhile moves it. */
function dueOf(rule: DelayRule, place: Place): Instant | null {
  const { since } = place.state;
  if (rule.kind === 'duration') return since + rule.duration;
  const zone = userZone(place);
  if (rule.kind === 'time') return nextTimeOfDay(since, rule, zone);
  const date = dateAt(rule.path, place, zone);
  return date === null ? null : shifted(date, rule, zone);
}

function userZone({ facts, zone }: Place): string {
  return knownZone(zoneOf(facts.profile, zone), zone);
}

/** A date without a zone of its own is meant in the user's. */
function dateAt(path: string, place: Place, zone: string): Instant | null {
  const value = factAt(`traits.${path}`, place.facts);
  const date = typeof value === 'string' ? parseIsoDate(value, zone) : value;
  return typeof date === 'number' && Math.abs(date) < furthest ? Math.round(date) : null;
}

function factAt(path: string, facts: Facts): Json | undefined {
  const reader = readerOf(path);
  return reader.kind === 'one' ? reader.read(facts) : reader.read(facts)[0];
}

/** `now` goes on all the same; `skip` leaves out what the delay was for, the step after it. */
function tooLate({ next, rule }: DelayStep, { program }: Place, because: string): Move {
  const skips = rule.kind === 'trait' && rule.past === 'skip';
  const to = skips ? (program.steps[next]?.next ?? end) : next;
  return { kind: 'go', to, trail: { what: skips ? 'skipped' : 'done', because: [because] } };
}
