import type { Condition } from '../condition/condition.ts';
import type { Program, Step } from '../journey/program.ts';
import type { ReleaseContent } from './release.ts';

/** Every condition that a release asks of somebody. */
export function conditionsOf({ journeys, segments, experiments, slots }: ReleaseContent): readonly Condition[] {
  return [
    ...Object.values(segments),
    ...Object.values(experiments).flatMap(({ target }) => some(target)),
    ...Object.values(slots).flatMap(({ rules }) => rules.flatMap(({ when }) => some(when))),
    ...Object.values(journeys).flatMap(ofJourney),
  ];
}

function ofJourney({ enrol, leave, steps }: Program): readonly Condition[] {
  return [
    ...enrol.flatMap(({ when }) => some(when)),
    ...leave.flatMap((rule) => (rule.kind === 'condition' ? [rule.when] : [])),
    ...steps.flatMap((step) => [...some(step.when), ...ofStep(step)]),
  ];
}

function ofStep(step: Step): readonly Condition[] {
  if (step.kind === 'repeat') return some(step.until);
  if (step.kind === 'branch') return step.cases.flatMap(({ when }) => some(when));
  if (step.kind !== 'wait') return [];
  return step.clauses.flatMap(({ for: awaited }) => (awaited.kind === 'condition' ? [awaited.condition] : []));
}

function some(condition: Condition | null): readonly Condition[] {
  return condition === null ? [] : [condition];
}
