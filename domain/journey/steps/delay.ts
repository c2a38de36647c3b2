import { durationWords } from '../../time/duration.ts';
import type { DelayStep } from '../program.ts';
import type { StepRule } from '../walk.ts';

/** Lets time pass since the step began. */
export const delay: StepRule<DelayStep> = (step, { state, now }) => {
  const due = state.since + step.duration;
  const words = `delay of ${durationWords(step.duration)}`;
  if (now >= due) return { kind: 'go', to: step.next, trail: { what: 'done', because: [words] } };
  const effect = { kind: 'wait', step: step.id, status: 'delayed', until: due, awaits: [], words } as const;
  return { kind: 'stay', effect, trail: null };
};
