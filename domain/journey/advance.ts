import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import { oncePer } from '../once.ts';
import type { Facts } from '../profile/facts.ts';
import { merged } from '../record.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import { nothingHeard, type Background, type Heard } from './background.ts';
import type { Matches } from './clause.ts';
import { nextFlipOf } from './flips.ts';
import { awaitedEndings, ending, leaveDue, type Ending } from './leaving.ts';
import { end, isNudgeStep, type Program, type Step } from './program.ts';
import { resending, wasResent } from './resend.ts';
import { withAct } from './act.ts';
import type { Act, Effect, Input, Order, State, TrailEntry } from './state.ts';
import { move } from './steps/index.ts';
import type { Left, Move, Place } from './walk.ts';

/** Where an enrolment stands, and what is known of its user at an instant. */
export interface Standing extends Background {
  readonly program: Program;
  readonly state: State;
  readonly facts: Facts;
  readonly now: Instant;
}

export interface Advance {
  readonly state: State;
  readonly effect: Effect;
  /** Everything that was passed on the way, with its reasons. */
  readonly trail: readonly TrailEntry[];
  /** Everything that was done on the way. */
  readonly acts: readonly Act[];
  /** Events matched so far by the wait where the walk has stopped. */
  readonly matched: Matches;
  /** What is to be heard from now on: waits that are over, the event that was last waited for. Null: as before. */
  readonly heard: Pick<Heard, 'waits' | 'last'> | null;
}

/** A walk under way: where it stands, what it knows, what it has told and done. */
interface Walk extends Place {
  /** Added to on the way, as are the acts. */
  readonly trail: TrailEntry[];
  readonly acts: Act[];
}

/** Nothing is waited for longer without being looked at again: a server's timers have an end. */
const longestTimer: Milliseconds = 400 * day;

/** The state of somebody who has just entered. */
export function entered(program: Program, entry: Instant, now: Instant): State {
  return { step: program.start, since: now, entry };
}

/**
 * Walks an enrolment to its next effect: the goal first, then the leave rules, then the step it stands at and all that
 * follow, until one of them wants to deliver, to wait or to end. Pure: the clock is an argument.
 */
export function advance(standing: Standing, input: Input): Advance {
  const { program, zone, experiments, shelf, now, state, facts, heard } = standing;
  const arrives = input.kind === 'enrolled' ? null : input;
  const begun: Walk = {
    program,
    zone,
    experiments,
    shelf,
    now,
    state,
    facts,
    input: arrives,
    heard,
    trail: [],
    acts: [],
  };
  const ended = ending(begun);
  if (ended !== null) {
    begun.trail.push(...unfinished(begun, ended));
    return leave(begun, ended);
  }
  return input.kind === 'command' ? obey(begun, input.order) : timed(goOn(begun), input);
}

/** What a nudge is told that a timer has made due. */
function timed(advanced: Advance, { kind }: Input): Advance {
  const { effect } = advanced;
  return kind === 'timer' && effect.kind === 'deliver' ? { ...advanced, effect: { timed: true, ...effect } } : advanced;
}

function obey(begun: Walk, { state, told, arrives, leaves }: Order): Advance {
  if (leaves) {
    begun.trail.push(...unfinished(begun, { outcome: 'left', because: [] }), told);
    return result(begun, { kind: 'end', outcome: 'left', words: commandWords(told) }, {});
  }
  begun.trail.push(told);
  if (!arrives) return goOn({ ...begun, state, input: { kind: 'facts' } });
  return goOn({ ...begun, state, input: null, heard: hear(begun, undefined) });
}

/** While it is paused nothing is sent and no step left; a nudge that is sent again goes before the step under way. */
function goOn(on: Walk): Advance {
  if (on.state.paused !== undefined) return stop(on, { effect: paused(on), matched: on.heard.matched });
  if (on.state.again === undefined) return walk(on);
  const resent = wasResent(on);
  if (resent === null) return result(on, resending(on), on.heard.matched);
  on.trail.push(resent.told);
  return walk({ ...on, state: resent.state, input: { kind: 'facts' } });
}

function commandWords({ what, because }: TrailEntry): string {
  return `${what}: ${because.join('; ')}`;
}

/** Until somebody resumes it; what ends the enrolment still does. */
function paused({ program, state, trail }: Walk): Effect {
  const [command] = trail;
  const words = command === undefined ? 'paused' : commandWords(command);
  const step = stepId(program, state);
  return { kind: 'wait', step, status: 'paused', until: Infinity, awaits: [], words };
}

/** Whether nothing speaks against what the step is about to do: neither goal nor leave, nor its own `when`. */
export function stands(standing: Standing): boolean {
  const { program, state } = standing;
  const step = program.steps[state.again ?? state.step];
  return ending(standing) === null && (step?.when == null || holds(step.when, standing.facts, standing.now));
}

/** An enrolment that stays where it is for a while: a nudge held back, or a provider that refuses for now. */
export function hold(standing: Standing, held: Held): Effect {
  return complete({ kind: 'wait', step: stepId(standing.program, standing.state), awaits: [], ...held }, standing);
}

type Held = Pick<Extract<Effect, { kind: 'wait' }>, 'status' | 'until' | 'look' | 'words'>;

function walk(begun: Walk): Advance {
  let on = begun;
  for (let passed = 0; passed <= longestWalk(on.program); passed++) {
    const step = on.program.steps[on.state.step];
    if (step === undefined) return finish(on);
    const moved = skips(step, on) ?? move(step, on);
    on = after(on, step, moved);
    if (moved.kind === 'stay') return stop(on, moved);
    const ended = moved.acts === undefined ? null : ending(on);
    if (ended !== null) return leave(on, ended);
  }
  throw new Error(`journey ${on.program.journey} walks in a circle at step ${on.state.step}`);
}

/** Steps lead forward, but for the rounds of a repeat. */
const longestWalk = oncePer(({ steps }: Program): number =>
  steps.reduce((longest, step) => longest * (step.kind === 'repeat' ? step.upTo + 1 : 1), steps.length),
);

/** A step is passed over whose `when` does not hold on arrival; a nudge that is still to go out asks again. */
function skips(step: Step, { input, state, facts, now }: Walk): Move | null {
  if (step.when === null || state.rounds?.[state.step] !== undefined) return null;
  const asked = input === null || (isNudgeStep(step) && input.kind !== 'delivered');
  if (!asked || holds(step.when, facts, now)) return null;
  const because = reasonsOf(step.when, facts, now);
  return { kind: 'go', to: step.next, trail: { what: 'passed over', because } };
}

/** The walk with what a step has said and left behind, at the next step where it goes on. */
function after(on: Walk, { id }: Step, moved: Move): Walk {
  const { program, zone, experiments, shelf, now, trail, acts } = on;
  const { acts: done = [], waited } = moved;
  if (moved.trail !== null) trail.push({ at: now, step: id, what: moved.trail.what, because: moved.trail.because });
  acts.push(...done);
  return {
    program,
    zone,
    experiments,
    shelf,
    now,
    state: stateAfter(on, moved),
    facts: done.reduce((facts, act) => withAct(facts, act, now), on.facts),
    input: moved.kind === 'stay' ? on.input : null,
    heard: moved.kind === 'stay' ? on.heard : hear(on, waited),
    trail,
    acts,
  };
}

function stateAfter({ state, now }: Walk, moved: Move): State {
  const left: State = moved.state === undefined ? state : merged(state, moved.state);
  return moved.kind === 'stay' ? left : { ...left, step: moved.to, since: now };
}

/**
 * What is known at the next step. The event that has moved the walk on is not the one to come: the one that was waited
 * for or, where that was earlier and cannot come again, the one by which the walk was woken.
 */
function hear({ heard, input, now }: Walk, waited: Left['waited']): Heard {
  const woken = input?.kind === 'facts' ? (input.by ?? heard.last) : heard.last;
  const last = waited !== undefined && waited.event.timestamp >= now ? waited.event.messageId : woken;
  const { visit, entry, events } = heard;
  return { visit, entry, waits: waitsAfter(heard, waited), events, last, matched: nothingHeard.matched };
}

function waitsAfter({ waits }: Heard, waited: Left['waited']): Heard['waits'] {
  return waited === undefined || waited.as === null ? waits : { ...waits, [waited.as]: waited.event };
}

/** A nudge is told even when the journey ends with it: one that went out, and one that was held back until now. */
function unfinished({ program, state, input, now }: Walk, { outcome }: Ending): readonly TrailEntry[] {
  const step = program.steps[state.again ?? state.step];
  if (!isNudgeStep(step) || input === null) return [];
  const told = { at: now, step: step.id };
  if (input.kind === 'delivered') return [{ ...told, what: input.result, because: [input.because] }];
  const when = state.paused !== undefined ? 'while paused' : goesOut(input) ? 'before it went out' : 'while held';
  return [{ ...told, what: 'dropped', because: [`${outcome === 'converted' ? 'goal reached' : 'left'} ${when}`] }];
}

function goesOut({ kind }: Input): boolean {
  return kind === 'delivering' || kind === 'command';
}

function leave(on: Walk, { outcome, because }: Ending): Advance {
  on.trail.push({ at: on.now, step: stepId(on.program, on.state), what: outcome, because });
  return result(on, { kind: 'end', outcome, words: because.join('; ') }, {});
}

function finish(on: Walk): Advance {
  const words = 'all steps done';
  on.trail.push({ at: on.now, step: 'end', what: 'finished', because: [words] });
  return result(on, { kind: 'end', outcome: 'finished', words }, {});
}

function stop(
  on: Walk,
  { effect, matched = {} }: Pick<Extract<Move, { kind: 'stay' }>, 'effect' | 'matched'>,
): Advance {
  return result(on, complete(effect, on), matched);
}

function result({ state, trail, acts, heard }: Walk, effect: Effect, matched: Matches): Advance {
  return { state, effect, trail, acts, matched, heard: { waits: heard.waits, last: heard.last } };
}

/** A wait also ends by goal and leave, and is looked at again when an awaited condition can change by time alone. */
function complete(effect: Effect, { program, state, facts, now }: Standing): Effect {
  if (effect.kind !== 'wait') return effect;
  const awaits = [...awaitedEndings(program, state, now), ...effect.awaits];
  const { step, status, words, look = Infinity } = effect;
  const flip = nextFlipOf(awaits, facts, now) ?? Infinity;
  const until = Math.min(effect.until, leaveDue(program, state) ?? Infinity, flip, now + longestTimer);
  return { kind: 'wait', step, status, until, ...(look < until && { look }), awaits, words };
}

function stepId(program: Program, state: State): string {
  return state.step === end ? 'end' : (program.steps[state.step]?.id ?? 'end');
}
