import type { SendStep } from '../program.ts';
import type { StepRule } from '../walk.ts';

/** Sends a nudge, once: what its delivery came to decides nothing but the words; the walk goes on either way. */
export const send: StepRule<SendStep> = (step, { input }) => {
  if (input?.kind === 'delivered') {
    return { kind: 'go', to: step.next, trail: { what: input.result, because: [input.because] } };
  }
  return { kind: 'stay', effect: { kind: 'deliver', step: step.id, template: step.template, round: 0 }, trail: null };
};
