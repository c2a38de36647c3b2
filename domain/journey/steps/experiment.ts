import { meet, metBefore, type Met } from '../../experiment/meet.ts';
import { own } from '../../own.ts';
import { globalHoldout } from '../../pacing/holdout.ts';
import { end, type ExperimentStep } from '../program.ts';
import type { Move, Place, StepRule } from '../walk.ts';

/** Takes the user's arm of an experiment. Who is in none goes on after the step. */
export const experiment: StepRule<ExperimentStep> = (step, place) => {
  const met = armOf(step, place);
  if (met.kind === 'out') {
    return { kind: 'go', to: step.next, trail: { what: 'no arm', because: met.because }, state: withArm(place, end) };
  }
  const { exposure, words } = met;
  const index = step.arms.findIndex(({ arm }) => arm === exposure.arm);
  return {
    kind: 'go',
    to: step.arms[index]?.to ?? step.next,
    trail: { what: `arm ${exposure.arm}`, because: [words] },
    state: withArm(place, index),
    acts: [{ kind: 'exposure', exposure }],
  };
};

/**
 * What the user was given before counts; by the state alone where the document has lost it. Whoever the policy keeps out
 * gets no nudge in any arm, and is in none.
 */
function armOf({ experiment: name, arms }: ExperimentStep, place: Place): Met {
  const { facts, state, now, shelf } = place;
  const drawn = globalHoldout(shelf, facts.profile.user);
  if (drawn?.heldOut === true) return { kind: 'out', because: [drawn.words] };
  const told = arms[state.arms?.[state.step] ?? end]?.arm;
  return own(facts.arms, name) === undefined && told !== undefined ? metBefore(name, told, now) : meet(name, place);
}

function withArm({ state }: Place, index: number): NonNullable<Move['state']> {
  return { arms: { ...state.arms, [state.step]: index } };
}
