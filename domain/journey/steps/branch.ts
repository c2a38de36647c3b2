import { reasonsOf } from '../../condition/explain.ts';
import { holds } from '../../condition/holds.ts';
import type { BranchCase, BranchStep } from '../program.ts';
import type { Place, StepRule } from '../walk.ts';

/** Takes the first case that holds; without one, and without `otherwise`, the walk goes on after the branch. */
export const branch: StepRule<BranchStep> = (step, place) => {
  const index = step.cases.findIndex((choice) => choice.when === null || holds(choice.when, place.facts, place.now));
  const taken = step.cases[index];
  if (taken === undefined) {
    return {
      kind: 'go',
      to: step.next,
      trail: { what: 'none taken', because: step.cases.flatMap((each) => why(each, place)) },
    };
  }
  const what = taken.when === null ? 'otherwise taken' : `${index + 1} "${taken.words}" taken`;
  const looked = taken.when === null ? step.cases.slice(0, index) : [taken];
  return { kind: 'go', to: taken.to, trail: { what, because: looked.flatMap((each) => why(each, place)) } };
};

function why(choice: BranchCase, place: Place): readonly string[] {
  return choice.when === null ? [] : reasonsOf(choice.when, place.facts, place.now);
}
