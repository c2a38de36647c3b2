import { didYouMean } from '../../../domain/condition/nearest.ts';
import { Experiment } from '../../../domain/journey/steps/schema.ts';
import { checkKeys } from '../../read/check.ts';
import { type Cursor, isMapping } from '../../read/cursor.ts';
import type { Compiled, Compiler, Draft } from '../compiler.ts';
import { derivedId, stepId } from '../step-id.ts';

/** `experiment: tour-format` with the steps of each of its arms: named after the experiment. */
export function experiment(step: Cursor, compiler: Compiler): Compiled | null {
  const name = checkKeys(Experiment, step)?.experiment;
  const arms = step
    .at('arms')
    .entries()
    .map(([arm, cursor]) => ({ arm, cursor, steps: compiler.steps(cursor) }));
  if (name === undefined || !isMapping(step.at('arms').value)) return null;
  if (!checkArms(step, arms, knownArms(step, name, compiler))) return null;
  return {
    cursor: step,
    id: stepId(step, derivedId('experiment', name)),
    lists: arms.map(({ steps }) => steps),
    // Whoever is outside its coverage or target is in no arm, and goes on.
    ends: false,
    build: (base, entries) => ({
      kind: 'experiment',
      ...base,
      experiment: name,
      arms: arms.map(({ arm }, index) => ({ arm, to: entries[index] ?? base.next })),
    }),
  };
}

function knownArms(step: Cursor, name: string, { vocabulary: { experiments } }: Compiler): readonly string[] | null {
  const known = Object.hasOwn(experiments, name) ? experiments[name] : undefined;
  if (known !== undefined) return known;
  const slip = didYouMean(name, Object.keys(experiments));
  return step
    .at('experiment')
    .refuse('NAME_UNKNOWN', `found "${name}", expected an experiment of experiments.yaml${slip}`);
}

interface Arm {
  readonly arm: string;
  readonly cursor: Cursor;
  readonly steps: readonly Draft[];
}

/** The arms have to be those of experiments.yaml, and one of them has to do something. */
function checkArms(step: Cursor, arms: readonly Arm[], known: readonly string[] | null): boolean {
  if (known === null) return false;
  const strange = arms.filter(({ arm }) => !known.includes(arm));
  const written = arms.map(({ arm }) => arm);
  const missing = known.filter((arm) => !written.includes(arm));
  for (const { arm, cursor } of strange) {
    const slip = didYouMean(arm, missing) || `; its arms are ${known.join(', ')}`;
    cursor.refuse('NAME_UNKNOWN', `found the arm "${arm}", expected one of experiments.yaml${slip}`, 'key');
  }
  for (const arm of missing) {
    step.at('arms').refuse('KEY_MISSING', `the arm "${arm}" is missing; where it does nothing write ${arm}: []`, 'key');
  }
  if (strange.length > 0 || missing.length > 0) return false;
  if (arms.some(({ cursor: { value } }) => !Array.isArray(value) || value.length > 0)) return true;
  step.at('arms').refuse('STEP_IDLE', 'found no step in any arm, expected at least one', 'key');
  return false;
}
