import { holds } from '../../condition/holds.ts';
import { durationWords } from '../../time/duration.ts';
import type { WaitStep } from '../program.ts';
import type { Move, Place, StepRule } from '../walk.ts';

/** Waits until a condition holds, with a limit; the condition is looked at before the deadline. */
export const wait: StepRule<WaitStep> = (step, place) => {
  const waited = durationWords(place.now - place.state.since);
  if (holds(step.for, place.facts, place.now)) {
    const because = place.input === null ? `${step.words}: already so` : `${step.words} after ${waited}`;
    return { kind: 'go', to: step.done, trail: { what: 'done', because: [because] } };
  }
  const deadline = place.state.since + step.atMost;
  if (place.now < deadline) return stay(step, deadline);
  const because = `not ${step.words} within ${durationWords(step.atMost)}`;
  return { kind: 'go', to: step.timeout, trail: { what: 'timeout', because: [because] } };
};

function stay(step: WaitStep, until: Place['now']): Move {
  const words = `wait up to ${durationWords(step.atMost)} for ${step.words}`;
  const awaits = [{ what: 'step', condition: step.for }] as const;
  return {
    kind: 'stay',
    effect: { kind: 'wait', step: step.id, status: 'waiting', until, awaits, words },
    trail: null,
  };
}
