import { roundOf } from '../rounds.ts';
import type { SendStep } from '../program.ts';
import type { StepRule } from '../walk.ts';

/** Sends a nudge, once: what its delivery came to decides nothing but the words; the walk goes on either way. */
export const send: StepRule<SendStep> = (step, { input, program, state }) => {
  if (input?.kind === 'delivered') {
    return { kind: 'go', to: step.next, trail: { what: input.result, because: [input.because] } };
  }
  const round = roundOf(program, state);
  const effect = { kind: 'deliver', step: step.id, templates: step.templates, round } as const;
  return { kind: 'stay', effect, trail: null };
};
