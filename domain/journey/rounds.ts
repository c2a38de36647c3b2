import { oncePer } from '../once.ts';
import type { Rounds } from './clause.ts';
import { end, type Program, type Step, type StepIndex } from './program.ts';
import type { Round, State } from './state.ts';

/**
 * Which time it is that a step is met within the repeats around it, from 1; 0 without one. Of repeats in repeats the
 * inner rounds are counted on, so that no two rounds of a visit have one number.
 */
export function roundOf(program: Program, state: State): number {
  // A repeat stands before its steps, so the outer one comes first; rounds of a repeat that is over are not kept.
  if (state.rounds === undefined) return 0;
  return Object.entries(state.rounds).reduce((times, [index, { round }]) => {
    const step = program.steps[Number(index)];
    return countedOn(times, step?.kind === 'repeat' ? step.upTo : 1, round);
  }, 0);
}

/**
 * The round of a nudge that is sent again: past all that the journey itself can come to, another for every time, and as
 * far above such a multiple as the nudge that it repeats.
 */
export function raisedRound(program: Program, state: State): number {
  const { resends = 0, again = end } = state;
  return resends * raise(program) + within(program, state, again).last;
}

/**
 * The rounds of a step's nudges that belong to where the visit stands: the one under way of every repeat around both, any
 * of those that only the step is in. Null: none is around both, so they all do.
 */
export function roundsAt(program: Program, state: State, step: StepIndex): Rounds | null {
  const { first, last, isShared } = within(program, state, step);
  return isShared ? { first, last, every: raise(program) } : null;
}

interface Within extends Omit<Rounds, 'every'> {
  /** Some repeat is around both. */
  readonly isShared: boolean;
}

function within(program: Program, { rounds }: State, step: StepIndex): Within {
  // Outer repeats come first, and none is under way in one that is not.
  const around = repeatsOf(program).filter(({ steps }) => steps.has(step));
  return around.reduce<Within>(
    ({ first, last, isShared }, { index, upTo }) => {
      const begun = rounds?.[index]?.round;
      const counted = { first: countedOn(first, upTo, begun ?? 1), last: countedOn(last, upTo, begun ?? upTo) };
      return { ...counted, isShared: isShared || begun !== undefined };
    },
    { first: 0, last: 0, isShared: false },
  );
}

/** More than any round that the journey itself can come to. */
function raise(program: Program): number {
  const repeats = repeatsOf(program);
  const most = repeats.map(({ index, upTo }) =>
    repeats.reduce((product, outer) => (outer.steps.has(index) ? product * outer.upTo : product), upTo),
  );
  return 1 + Math.max(0, ...most);
}

interface Repeat {
  readonly index: StepIndex;
  readonly upTo: number;
  /** Those of its rounds. */
  readonly steps: ReadonlySet<StepIndex>;
}

const repeatsOf = oncePer((program: Program): readonly Repeat[] =>
  program.steps.flatMap((step, index) =>
    step.kind === 'repeat' ? [{ index, upTo: step.upTo, steps: inside(program, index) }] : [],
  ),
);

function countedOn(times: number, upTo: number, round: number): number {
  return Math.max(0, times - 1) * upTo + round;
}

/** The rounds of a state with that of one repeat step begun; null: over. */
export function withRound({ rounds }: State, step: StepIndex, begun: Round | null): Pick<State, 'rounds'> {
  const others = Object.entries(rounds ?? {}).filter(([index]) => Number(index) !== step);
  return { rounds: Object.fromEntries(begun === null ? others : [...others, [step, begun]]) };
}

/** A state of which only those repeats go on that a step is in, or is itself in its round. */
export function withoutRoundsOutside(program: Program, state: State, step: StepIndex): State {
  if (state.rounds === undefined) return state;
  const on = Object.entries(state.rounds).filter(([index]) =>
    goesOn(program, Number(index), { from: state.step, step }),
  );
  return { ...state, rounds: Object.fromEntries(on) };
}

/** A repeat that is met again from within its round has not begun anew; met from anywhere else it has. */
function goesOn(program: Program, repeat: StepIndex, { from, step }: { from: StepIndex; step: StepIndex }): boolean {
  const steps = inside(program, repeat);
  return steps.has(step) || (step === repeat && steps.has(from));
}

/** The steps of a repeat's rounds: all that can be come to from its first without coming to the repeat itself. */
function inside({ steps }: Program, repeat: StepIndex): ReadonlySet<StepIndex> {
  const found = new Set<StepIndex>();
  const step = steps[repeat];
  const open = step?.kind === 'repeat' ? [step.body] : [];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const next = steps[index];
    if (next === undefined || index === repeat || found.has(index)) continue;
    found.add(index);
    open.push(...waysOn(next));
  }
  return found;
}

function waysOn(step: Step): readonly StepIndex[] {
  switch (step.kind) {
    case 'wait':
      return [step.next, step.done, step.timeout, ...step.clauses.map(({ to }) => to)];
    case 'branch':
      return [step.next, ...step.cases.map(({ to }) => to)];
    case 'experiment':
      return [step.next, ...step.arms.map(({ to }) => to)];
    case 'repeat':
      return [step.next, step.body];
    case 'send':
    case 'show':
    case 'delay':
    case 'set':
    case 'start':
    case 'exit':
      return [step.next];
  }
}
