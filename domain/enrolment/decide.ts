import { advance, entered } from '../journey/advance.ts';
import type { Program } from '../journey/program.ts';
import type { Effect, Input, State, TrailEntry } from '../journey/state.ts';
import { asOfEvent, asOfTimer, type Clock } from '../time/clock.ts';
import type { Instant } from '../time/instant.ts';
import { factsOf, withVisit, type User } from './user.ts';
import type { Decision, Intent, Visit } from './visit.ts';

/** What the workflow asks: the next decision after `number`. */
export interface Question {
  readonly journey: string;
  readonly visit: number;
  /** How many decisions the workflow has; 0 at its start. */
  readonly number: number;
  /** The workflow's state: it wins over a document that is behind. Null at the start. */
  readonly state: State | null;
}

/**
 * `kept`: the document was ahead, this is what it has. `taken`: a new decision, and the user to be written under the
 * same revision. `gone`: the visit ended, was replaced or forgotten; the workflow has to end.
 */
export type Answer =
  | { readonly kind: 'kept'; readonly decision: Decision }
  | { readonly kind: 'taken'; readonly decision: Decision; readonly user: User }
  | { readonly kind: 'gone' };

/** When a decision is taken: the clock and its instant. */
export interface Moment {
  readonly clock: Clock;
  readonly now: Instant;
}

/** Looks a question up in the user's document: the visit at the asked number, or the answer that needs no deciding. */
export function find(
  user: User,
  question: Question,
): { kind: 'here'; visit: Visit } | Exclude<Answer, { kind: 'taken' }> {
  const visit = user.visits[question.journey];
  if (visit?.visit !== question.visit) return { kind: 'gone' };
  if (visit.number > question.number && visit.decision !== null) return { kind: 'kept', decision: visit.decision };
  return visit.status === 'closed' ? { kind: 'gone' } : { kind: 'here', visit };
}

/** Takes the next decision of a visit, unless it was taken before. */
export function decide(
  user: User,
  question: Question,
  { program, moment }: { program: Program; moment: Moment },
): Answer {
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const { input, at } = cause(found.visit, question, moment);
  const same = input.kind === 'timer' ? stillWaiting(found.visit, at) : null;
  if (same !== null) return take(user, question, { at, ...same, trail: [] });
  const state = question.state ?? found.visit.decision?.state ?? entered(program, found.visit.entry.at, at);
  const next = advance({ program, state, input, facts: factsOf(user), now: at });
  const trail = input.kind === 'enrolled' ? [entryOf(found.visit, at), ...next.trail] : next.trail;
  return take(user, question, { at, state: next.state, effect: next.effect, trail });
}

/** Writes a decision into the user: the visit moves on to its number, what asked for it is no longer to do. */
export function take(user: User, question: Question, made: Omit<Decision, 'number'>): Answer {
  const visit = user.visits[question.journey];
  if (visit === undefined) return { kind: 'gone' };
  const decision: Decision = { number: question.number + 1, ...made };
  const over = made.effect.kind === 'end';
  const moved: Visit = {
    ...visit,
    status: over ? 'closed' : 'open',
    number: decision.number,
    decision,
    awaits: awaited(made.effect),
    woke: null,
    endedAt: over ? made.at : null,
  };
  const todo = user.todo.filter((intent) => !settled(intent, question));
  return { kind: 'taken', decision, user: { ...withVisit(user, question.journey, moved), todo } };
}

/** While a nudge is being delivered nothing needs waking: the delivery ends with a decision on the facts of then. */
function awaited(effect: Effect): Visit['awaits'] {
  return effect.kind === 'wait' ? effect.awaits : [];
}

/** A timer that fired too early changes nothing: the same wait goes on. Null when it was due, or nothing is waited for. */
function stillWaiting({ decision }: Visit, at: Instant): Pick<Decision, 'state' | 'effect'> | null {
  if (decision?.effect.kind !== 'wait' || at >= decision.effect.until) return null;
  return { state: decision.state, effect: decision.effect };
}

/** What made the workflow ask, and the instant as of which to decide. */
function cause(visit: Visit, { number }: Question, { clock, now }: Moment): { input: Input; at: Instant } {
  const { decision, woke } = visit;
  // A document restored from a backup does not know what the workflow was told since: look afresh, from its state.
  if (visit.number < number) return { input: { kind: 'facts' }, at: now };
  if (decision === null) return { input: { kind: 'enrolled' }, at: asOfEvent(clock, visit.entry.receivedAt, now) };
  if (woke?.number === visit.number) return { input: { kind: 'facts' }, at: asOfEvent(clock, woke.at, now) };
  const due = decision.effect.kind === 'wait' ? decision.effect.until : decision.at;
  return { input: { kind: 'timer' }, at: asOfTimer(clock, due, now) };
}

function entryOf(visit: Visit, at: Instant): TrailEntry {
  return { at, step: 'entered', what: 'entered', because: visit.entry.because };
}

function settled(intent: Intent, { journey, visit, number }: Question): boolean {
  if (intent.journey !== journey) return false;
  return intent.kind === 'start' ? intent.visit <= visit : intent.number <= number;
}
