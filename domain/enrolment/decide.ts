import { advance, entered, type Advance } from '../journey/advance.ts';
import type { Input, State, TrailEntry } from '../journey/state.ts';
import { wakesAt } from '../journey/wakes-at.ts';
import { asOfEvent, asOfTimer } from '../time/clock.ts';
import type { Instant } from '../time/instant.ts';
import { withoutEnd } from './gave-way.ts';
import { heed } from './heed.ts';
import { find, standingOf, type Answer, type Deciding, type Moment, type Question } from './question.ts';
import { spreadOut } from './spread-out.ts';
import { take } from './take.ts';
import type { User } from './user.ts';
import type { Visit } from './visit.ts';

/** Takes the next decision of a visit, unless it was taken before. */
export function decide(user: User, question: Question, deciding: Deciding): Answer {
  const found = find(user, question);
  if (found.kind === 'kept') return hearing(user, question, found);
  if (found.kind === 'gone') return found;
  const heeded = heed(user, question, { visit: found.visit, deciding });
  if (heeded !== null) return heeded;
  const { program, moment } = deciding;
  const { input, at } = cause(found.visit, question, moment);
  const same = input.kind === 'timer' ? stillWaiting(found.visit, at) : null;
  if (same !== null) return take(user, question, { at, advance: same, deciding });
  const heard = isBehind(found.visit, question) ? { ...deciding.heard, matched: {} } : deciding.heard;
  const state = question.state ?? stateOf(found.visit, program, at);
  const next = advance(standingOf({ ...deciding, heard }, { user, state, now: at }), input);
  const trail = input.kind === 'enrolled' ? [entryOf(found.visit, at), ...next.trail] : next.trail;
  const answer = take(user, question, { at, advance: { ...next, trail }, deciding });
  return spreadOut(answer, question, { ...deciding, waited: found.visit });
}

function stateOf({ decision, entry }: Visit, program: Deciding['program'], at: Instant): State {
  return decision?.state ?? entered(program, entry.at, at);
}

/** A workflow that is to hear of its end, since its visit gave way, hears of it now. */
function hearing(user: User, question: Question, kept: Extract<Answer, { kind: 'kept' }>): Answer {
  const heard = withoutEnd(user, { ...question, origin: question.origin ?? user.id });
  return heard === user ? kept : { kind: 'taken', decision: kept.decision, user: heard };
}

/** A timer that fired too early changes nothing: the same wait goes on. Null when it was due, or nothing is waited for. */
function stillWaiting({ decision, matched }: Visit, at: Instant): Advance | null {
  if (decision?.effect.kind !== 'wait' || at >= wakesAt(decision.effect)) return null;
  return { state: decision.state, effect: decision.effect, trail: [], acts: [], matched, heard: null };
}

/** What made the workflow ask, and the instant as of which to decide. */
function cause(visit: Visit, { number }: Question, { clock, now }: Moment): { input: Input; at: Instant } {
  const { decision, woke } = visit;
  // A document restored from a backup does not know what the workflow was told since: look afresh, from its state.
  if (isBehind(visit, { number })) return { input: { kind: 'facts' }, at: now };
  if (decision === null) return { input: { kind: 'enrolled' }, at: asOfEvent(clock, visit.entry.receivedAt, now) };
  if (woke?.number === visit.number) {
    const by = woke.event === undefined ? {} : { by: woke.event };
    return { input: { kind: 'facts', ...by }, at: asOfEvent(clock, woke.at, now) };
  }
  const due = decision.effect.kind === 'wait' ? wakesAt(decision.effect) : decision.at;
  return { input: { kind: 'timer' }, at: asOfTimer(clock, due, now) };
}

/** What it has matched may be another step's. */
function isBehind(visit: Visit, { number }: Pick<Question, 'number'>): boolean {
  return visit.number < number;
}

function entryOf(visit: Visit, at: Instant): TrailEntry {
  return { at, step: 'entered', what: 'entered', because: visit.entry.because };
}
