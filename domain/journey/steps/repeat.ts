import { reasonsOf } from '../../condition/explain.ts';
import { holds } from '../../condition/holds.ts';
import { durationWords } from '../../time/duration.ts';
import type { RepeatStep } from '../program.ts';
import { withRound } from '../rounds.ts';
import type { Round } from '../state.ts';
import type { Move, Place, StepRule } from '../walk.ts';

/**
 * Goes through its steps in rounds. A round begins `every` after the one before it began, or when that one is over if
 * this is later. `until` is asked before each round, at the instant when it would begin.
 */
export const repeat: StepRule<RepeatStep> = (step, place) => {
  const last = place.state.rounds?.[place.state.step] ?? null;
  if (last !== null && last.round >= step.upTo) return over(step, place, [`all ${step.upTo} rounds done`]);
  const due = last === null ? place.now : last.at + step.every;
  return place.now < due ? pause(step, due, last) : next(step, place, (last?.round ?? 0) + 1);
};

function next(step: RepeatStep, place: Place, round: number): Move {
  const { state, facts, now } = place;
  if (step.until !== null && holds(step.until, facts, now)) {
    return over(step, place, reasonsOf(step.until, facts, now));
  }
  const trail = { what: 'round', because: [`${round} of at most ${step.upTo}`] };
  return { kind: 'go', to: step.body, trail, state: withRound(state, state.step, { round, at: now }) };
}

function over(step: RepeatStep, { state }: Place, because: readonly string[]): Move {
  return { kind: 'go', to: step.next, trail: { what: 'done', because }, state: withRound(state, state.step, null) };
}

function pause(step: RepeatStep, until: Place['now'], last: Round | null): Move {
  const words = `round ${(last?.round ?? 0) + 1} of at most ${step.upTo}, every ${durationWords(step.every)}`;
  return {
    kind: 'stay',
    effect: { kind: 'wait', step: step.id, status: 'delayed', until, awaits: [], words },
    trail: null,
  };
}
