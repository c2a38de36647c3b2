import { holds } from '../../condition/holds.ts';
import { oncePer } from '../../once.ts';
import { own } from '../../own.ts';
import type { UserEvent } from '../../profile/event.ts';
import { durationWords } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { isMatch, type AwaitedClause, type Matches } from '../clause.ts';
import type { WaitClause, WaitStep } from '../program.ts';
import { resolveClause } from '../resolve.ts';
import { nearMisses } from './near-miss.ts';
import type { Await } from '../state.ts';
import type { Move, Place, StepRule } from '../walk.ts';

/** A clause that is satisfied: by an event, or by what is or, for `all`, was known of the user (null). */
interface Met {
  readonly clause: WaitClause;
  readonly event: UserEvent | null;
}

/**
 * Waits for one clause, for any of several or for all of them, with a limit; the clauses are looked at before the
 * deadline. Of `any` the first listed is the one, unless one listed later was satisfied by an earlier event.
 */
export const wait: StepRule<WaitStep> = (step, place) => {
  const { program, state, now, heard } = place;
  const deadline = state.since + step.atMost;
  const since = step.since === 'entry' ? state.entry : state.since;
  const at = { program, state, heard, since, until: deadline };
  const clauses = step.clauses.map((clause) => resolveClause(clause, step, at));
  const met = clauses.map((clause, index) => meet(step.clauses[index], clause, place)).filter((each) => each !== null);
  const over = step.mode === 'all' ? met.length === clauses.length : met.length > 0;
  if (over) return done(step, place, met);
  if (now < deadline) return stay(step, deadline, { clauses, met, place });
  const because = `not ${wordsOf(step)} within ${durationWords(step.atMost)}`;
  const unmet = step.clauses.filter(({ id }) => !met.some(({ clause }) => clause.id === id));
  const missed = nearMisses(unmet, clauses, heard);
  return { kind: 'go', to: step.timeout, trail: { what: 'timeout', because: [because, ...missed] } };
};

function meet(clause: WaitClause | undefined, awaited: AwaitedClause, { facts, now, heard }: Place): Met | null {
  if (clause === undefined) return null;
  if (awaited.kind === 'condition') {
    const has = own(heard.matched, clause.id) !== undefined || holds(awaited.condition, facts, now);
    return has ? { clause, event: null } : null;
  }
  const event = heard.events.find((each) => isMatch(awaited, each));
  return event === undefined ? null : { clause, event };
}

function done(step: WaitStep, { input, state, now }: Place, met: readonly Met[]): Move {
  const [first] = met;
  if (first === undefined) throw new Error(`wait ${step.id} has no clause`);
  const one = step.mode === 'all' ? met.reduce(later, first) : met.reduce(earlier, first);
  const waited = input === null ? ': already so' : ` after ${durationWords(now - state.since)}`;
  const words = step.mode === 'all' ? wordsOf(step) : one.clause.words;
  const trail = { what: 'done', because: [`${words}${waited}`] };
  const to = step.mode === 'any' ? one.clause.to : step.done;
  return { kind: 'go', to, trail, ...(one.event !== null && { waited: { as: step.as, event: one.event } }) };
}

/** The first listed, unless the other is by an event that happened before. */
function earlier(one: Met, other: Met): Met {
  return one.event !== null && other.event !== null && other.event.timestamp < one.event.timestamp ? other : one;
}

/** The event that completed `all`. */
function later(one: Met, other: Met): Met {
  if (other.event === null) return one;
  return one.event === null || other.event.timestamp > one.event.timestamp ? other : one;
}

interface Awaiting {
  readonly clauses: readonly AwaitedClause[];
  readonly met: readonly Met[];
  readonly place: Place;
}

function stay(step: WaitStep, until: Instant, awaiting: Awaiting): Move {
  const words = `wait up to ${durationWords(step.atMost)} for ${wordsOf(step)}`;
  const awaits = awaitsOf(step, awaiting);
  return {
    kind: 'stay',
    effect: { kind: 'wait', step: step.id, status: 'waiting', until, awaits, words },
    trail: null,
    matched: matchesOf(awaiting),
  };
}

/** Conditions alone are awaited as such; an event is needed itself, and what of `all` has happened is kept. */
function awaitsOf({ mode }: WaitStep, { clauses, met }: Awaiting): readonly Await[] {
  if (mode === 'all') return [{ what: 'clauses', all: true, clauses: clauses.filter((each) => isAwaited(each, met)) }];
  const conditions = clauses.filter((clause) => clause.kind === 'condition').map(({ condition }) => condition);
  if (conditions.length < clauses.length) return [{ what: 'clauses', all: false, clauses }];
  return conditions.map((condition) => ({ what: 'step', condition }));
}

/** A condition that has held is not to be looked at again when time changes it. */
function isAwaited({ kind, id }: AwaitedClause, met: readonly Met[]): boolean {
  return kind === 'event' || !met.some(({ clause }) => clause.id === id);
}

function matchesOf({ met, place }: Awaiting): Matches {
  if (met.length === 0) return nothing;
  return Object.fromEntries(met.map((each) => [each.clause.id, matchOf(each, place)]));
}

function matchOf({ clause, event }: Met, { heard, now }: Place): Matches[string] {
  if (event !== null) return { event: event.messageId, at: event.timestamp };
  return own(heard.matched, clause.id) ?? { event: null, at: now };
}

/** Of nearly every wait that has just begun. */
const nothing: Matches = {};

/** `Import Finished or Import Failed`. */
const wordsOf = oncePer(({ clauses, mode }: WaitStep): string =>
  clauses.map(({ words }) => words).join(mode === 'all' ? ' and ' : ' or '),
);
