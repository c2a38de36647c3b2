import { reasonsOf } from '../../condition/explain.ts';
import { holds } from '../../condition/holds.ts';
import { assign } from '../../experiment/assign.ts';
import type { Experiment, Exposure } from '../../experiment/experiment.ts';
import { own } from '../../own.ts';
import { end, type ExperimentStep } from '../program.ts';
import type { Move, Place, StepRule } from '../walk.ts';

/**
 * Takes the user's arm of an experiment: the one that is stored wins, else a pure function of user and experiment
 * assigns it. Who is outside of the target or the coverage is in no arm, and goes on after the step.
 */
export const experiment: StepRule<ExperimentStep> = (step, place) => {
  const known = storedArm(step, place);
  if (known !== null) return take(step, place, { arm: known, bucket: null, probability: null });
  const definition = own(place.experiments, step.experiment);
  if (definition === undefined) return outside(step, place, [`experiment ${step.experiment} is not in the release`]);
  const { target } = definition;
  if (target !== null && !holds(target, place.facts, place.now)) {
    return outside(step, place, reasonsOf(target, place.facts, place.now));
  }
  return first(step, place, definition);
};

/** What the user was given before; by the state alone where the document has lost it. */
function storedArm(step: ExperimentStep, { facts, state }: Place): string | null {
  const index = state.arms?.[state.step] ?? end;
  return own(facts.arms, step.experiment) ?? step.arms[index]?.arm ?? null;
}

function first(step: ExperimentStep, place: Place, definition: Experiment): Move {
  const { arm, bucket, probability } = assign(definition, place.facts.profile.user);
  if (arm !== null) return take(step, place, { arm, bucket, probability });
  return outside(step, place, [`bucket ${bucket} is outside the coverage of ${percent(definition.coverage)}`]);
}

function take(step: ExperimentStep, place: Place, chosen: Pick<Exposure, 'arm' | 'bucket' | 'probability'>): Move {
  const index = step.arms.findIndex(({ arm }) => arm === chosen.arm);
  const exposure: Exposure = { experiment: step.experiment, at: place.now, ...chosen };
  const met = chosen.probability === null ? 'met before' : `${percent(chosen.probability)}, first met; stays`;
  return {
    kind: 'go',
    to: step.arms[index]?.to ?? step.next,
    trail: { what: `arm ${chosen.arm}`, because: [met] },
    state: withArm(place, index),
    act: { kind: 'exposure', exposure },
  };
}

function outside(step: ExperimentStep, place: Place, because: readonly string[]): Move {
  return { kind: 'go', to: step.next, trail: { what: 'no arm', because }, state: withArm(place, end) };
}

function withArm({ state }: Place, index: number): NonNullable<Move['state']> {
  return { arms: { ...state.arms, [state.step]: index } };
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
