import type { Standing } from '../journey/advance.ts';
import { isNudgeStep } from '../journey/program.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/** How long a nudge is worth waiting for, whatever it waits for: room, its turn, or a provider that takes it. */
export interface HoldLimit {
  readonly at: Instant;
  /** "held for 2 days at most". */
  readonly words: string;
}

/** What the step says of its nudge, from the arrival there; null: as long as it takes. What is sent again never waits. */
export function holdLimitOf({ program, state }: Pick<Standing, 'program' | 'state'>): HoldLimit | null {
  const step = program.steps[state.step];
  if (state.again !== undefined || !isNudgeStep(step) || step.hold === null) return null;
  const { atMost } = step.hold;
  return { at: state.since + atMost, words: `held for ${durationWords(atMost)} at most` };
}
