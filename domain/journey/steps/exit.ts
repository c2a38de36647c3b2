import type { ExitStep } from '../program.ts';
import type { StepRule } from '../walk.ts';

/** Ends the journey early, on purpose. */
export const exit: StepRule<ExitStep> = (step) => ({
  kind: 'stay',
  effect: { kind: 'end', outcome: 'finished', words: step.outcome },
  trail: { what: 'finished', because: [step.outcome] },
});
