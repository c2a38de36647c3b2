import type { Program, StepIndex } from './program.ts';
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
    return Math.max(0, times - 1) * (step?.kind === 'repeat' ? step.upTo : 1) + round;
  }, 0);
}

/** The rounds of a state with that of one repeat step begun; null: over. */
export function withRound({ rounds }: State, step: StepIndex, begun: Round | null): Pick<State, 'rounds'> {
  const others = Object.entries(rounds ?? {}).filter(([index]) => Number(index) !== step);
  return { rounds: Object.fromEntries(begun === null ? others : [...others, [step, begun]]) };
}
