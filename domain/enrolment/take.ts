import type { Exposure } from '../experiment/experiment.ts';
import type { Advance } from '../journey/advance.ts';
import type { Match } from '../journey/clause.ts';
import type { Act, Effect } from '../journey/state.ts';
import type { JsonObject } from '../json.ts';
import { own } from '../own.ts';
import { ownEventId } from '../profile/own-event-id.ts';
import { merged } from '../record.ts';
import type { Instant } from '../time/instant.ts';
import { withoutStale } from './claims.ts';
import { creditAfter } from './credit.ts';
import { toBeLookedAt } from './membership.ts';
import { setTraits, startJourney } from './perform.ts';
import type { Answer, Deciding, Question } from './question.ts';
import { changed, originOf, visitOf, visitsWith, type User } from './user.ts';
import type { Answered, Decision, Intent, Visit } from './visit.ts';

/** What was decided, as of when, and from what. */
export interface Taking {
  readonly at: Instant;
  readonly advance: Advance;
  readonly deciding: Deciding;
  /** The command that is taken with the decision. */
  readonly command?: Answered;
}

/** A command is told again within minutes, if at all; a visit has few. */
const commandsKept = 10;

/**
 * Writes a decision into the user: the visit moves on to its number, what asked for it is no longer to do, what it has
 * claimed for a nudge it no longer holds is free, and what the walk did on its way is done in the same write.
 */
export function take(user: User, question: Question, taking: Taking): Answer {
  const visit = visitOf(user, question.course);
  if (visit === undefined) return { kind: 'gone' };
  const { at, advance, deciding, command } = taking;
  const { state, effect, trail, acts } = advance;
  const exposures = exposuresOf(acts);
  const number = question.number + 1;
  const decision: Decision = { number, at, state, effect, trail, exposures, ...(command && { command }) };
  const todo = user.todo.filter((intent) => !settled(intent, question));
  const visits = visitsWith(user, question.course, withDecision(visit, decision, taking));
  const moved = withoutStale(changed(user, { visits, todo }), deciding.moment.real);
  return { kind: 'taken', decision, user: perform(moved, acts, { question, taking, visit }) };
}

function withDecision(visit: Visit, decision: Decision, { advance, deciding }: Taking): Visit {
  const { matched, heard } = advance;
  const { number, effect, at, command } = decision;
  const over = effect.kind === 'end';
  const { key, origin, upTo, exclusive, release, entry } = visit;
  return {
    visit: visit.visit,
    key,
    ...(origin !== undefined && { origin }),
    ...(upTo !== undefined && { upTo }),
    exclusive,
    status: over ? 'closed' : 'open',
    release,
    entry,
    number,
    decision,
    awaits: awaited(effect),
    matched,
    waits: heard === null ? visit.waits : waitsOf(visit, heard.waits),
    last: heard === null ? visit.last : heard.last,
    woke: null,
    endedAt: over ? at : null,
    credit: effect.kind === 'end' ? creditAfter(effect.outcome, deciding.program, entry.at) : null,
    converted: null,
    ...commandsOf(visit, command),
  };
}

/** Most visits are never commanded anything: they have no list. */
function commandsOf({ commands = [] }: Visit, command: Answered | undefined): Pick<Visit, 'commands'> {
  const all = command === undefined ? commands : [...commands, command].slice(-commandsKept);
  return all.length === 0 ? {} : { commands: all };
}

/** Of an event only its id and timestamp are kept; one that could not be read again is kept as it was. */
function waitsOf({ waits }: Visit, heard: NonNullable<Advance['heard']>['waits']): Visit['waits'] {
  if (Object.keys(heard).length === 0) return waits;
  const matches = Object.entries(heard).map(([as, { messageId, timestamp }]): [string, Match] => {
    return [as, { event: messageId, at: timestamp }];
  });
  return merged(waits, Object.fromEntries(matches));
}

/** While a nudge is being delivered nothing needs waking: the delivery ends with a decision on the facts of then. */
function awaited(effect: Effect): Visit['awaits'] {
  return effect.kind === 'wait' ? effect.awaits : [];
}

interface Performing {
  readonly question: Question;
  readonly taking: Taking;
  readonly visit: Visit;
}

function perform(user: User, acts: readonly Act[], { question, taking, visit }: Performing): User {
  if (acts.length === 0) return user;
  const { at, deciding } = taking;
  const { course, number } = question;
  const messageId = ownEventId([course, originOf(user, visit), visit.visit, number + 1]);
  // An arm that was given before stands.
  const armed = changed(user, { arms: merged(armsOf(acts), user.arms) });
  const { moment, counting } = deciding;
  const set = setTraits(armed, traitsOf(acts), { messageId, now: at, real: moment.real, course, counting });
  const started = acts.reduce((before, act) => {
    const program = act.kind === 'start' ? own(deciding.release.content.journeys, act.journey) : undefined;
    return program === undefined ? before : startJourney(before, program, { course, visit, at, deciding });
  }, set);
  // By the release of then, which is not the one that this journey is of.
  return acts.some(({ kind }) => kind !== 'start') ? toBeLookedAt(started, at) : started;
}

function armsOf(acts: readonly Act[]): Record<string, string> {
  return Object.fromEntries(exposuresOf(acts).map(({ experiment, arm }) => [experiment, arm]));
}

function exposuresOf(acts: readonly Act[]): readonly Exposure[] {
  return acts.filter((act) => act.kind === 'exposure').map(({ exposure }) => exposure);
}

/** One event for one decision, since its id is the decision's: of two values for one trait the later stands. */
function traitsOf(acts: readonly Act[]): JsonObject {
  return acts.reduce<JsonObject>((traits, act) => (act.kind === 'set' ? { ...traits, ...act.traits } : traits), {});
}

function settled(intent: Intent, { course, visit, number }: Question): boolean {
  if (intent.kind === 'event' || intent.kind === 'end' || intent.course !== course) return false;
  return intent.kind === 'start' ? intent.visit <= visit : intent.number <= number;
}
