import { nextFlip } from '../condition/flip.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { awaitedEndings, ending, leaveDue } from './leaving.ts';
import { end, type Program } from './program.ts';
import type { Effect, Input, State, TrailEntry } from './state.ts';
import { move } from './steps/index.ts';

export interface Standing {
  readonly program: Program;
  readonly state: State;
  readonly input: Input;
  readonly facts: Facts;
  readonly now: Instant;
}

export interface Advance {
  readonly state: State;
  readonly effect: Effect;
  /** Everything that was passed on the way, with its reasons. */
  readonly trail: readonly TrailEntry[];
}

/** The state of somebody who has just entered. */
export function entered(program: Program, entry: Instant, now: Instant): State {
  return { step: program.start, since: now, entry };
}

/**
 * Walks an enrolment to its next effect: the goal first, then the leave rules, then the step it stands at and all that
 * follow, until one of them wants to deliver, to wait or to end. Pure: the clock is an argument.
 */
export function advance({ program, state, input, facts, now }: Standing): Advance {
  const delivered = input.kind === 'delivered' ? tellDelivery(program, state, { input, now }) : [];
  const ended = ending({ program, state, facts, now });
  if (ended === null) return walk({ program, state, input, facts, now });
  const entry: TrailEntry = { at: now, step: stepId(program, state), what: ended.outcome, because: ended.because };
  const effect: Effect = { kind: 'end', outcome: ended.outcome, words: ended.because.join('; ') };
  return { state, effect, trail: [...delivered, entry] };
}

/** A nudge that went out is told even when the journey ends right after it. */
function tellDelivery(
  program: Program,
  state: State,
  { input, now }: { input: Extract<Input, { kind: 'delivered' }>; now: Instant },
): TrailEntry[] {
  return [{ at: now, step: stepId(program, state), what: input.result, because: [input.because] }];
}

/** An enrolment that stays where it is for a while: a nudge held back, or a provider that refuses for now. */
export function hold(standing: Omit<Standing, 'input'>, held: Held): Effect {
  return complete({ kind: 'wait', step: stepId(standing.program, standing.state), awaits: [], ...held }, standing);
}

type Held = Pick<Extract<Effect, { kind: 'wait' }>, 'status' | 'until' | 'words'>;

function walk(standing: Standing): Advance {
  const { program, facts, now } = standing;
  const trail: TrailEntry[] = [];
  let { state } = standing;
  let input: Input | null = standing.input.kind === 'enrolled' ? null : standing.input;
  // A program's steps only lead forward, so no walk is longer than the program.
  for (let passed = 0; passed <= program.steps.length; passed++) {
    const step = program.steps[state.step];
    if (step === undefined || state.step === end) return finish(state, trail, now);
    const moved = move(step, { program, state, facts, now, input });
    if (moved.trail !== null) trail.push({ at: now, step: step.id, ...moved.trail });
    if (moved.kind === 'stay') return { state, effect: complete(moved.effect, { ...standing, state }), trail };
    state = { ...state, step: moved.to, since: now };
    input = null;
  }
  throw new Error(`journey ${program.journey} walks in a circle at step ${state.step}`);
}

function finish(state: State, trail: TrailEntry[], now: Instant): Advance {
  const words = 'all steps done';
  trail.push({ at: now, step: 'end', what: 'finished', because: [words] });
  return { state, effect: { kind: 'end', outcome: 'finished', words }, trail };
}

/** A wait also ends by goal and leave, and is looked at again when an awaited condition can change by time alone. */
function complete(effect: Effect, { program, state, facts, now }: Omit<Standing, 'input'>): Effect {
  if (effect.kind !== 'wait') return effect;
  const awaits = [...awaitedEndings(program, state, now), ...effect.awaits];
  const flips = awaits.map(({ condition }) => nextFlip(condition, facts, now));
  const instants = [effect.until, leaveDue(program, state), ...flips].filter((instant) => instant !== null);
  return { ...effect, awaits, until: Math.min(...instants) };
}

function stepId(program: Program, state: State): string {
  return program.steps[state.step]?.id ?? 'end';
}
