import { second, type Instant, type Milliseconds } from '../../domain/time/instant.ts';

/** How long something takes as a rule, in this process. */
export interface Usual {
  /** Of late; 0 while nothing is known. */
  value(): Milliseconds;
  note(took: Milliseconds): void;
}

/** What was so long ago counts little more than a third. */
const memory: Milliseconds = 10 * second;
/** After a longer silence one alone still does not say what is usual. */
const longestSilence: Milliseconds = second;

/**
 * An exponentially weighted mean by time: what ends at the same instant, as all does that one standstill has held up,
 * counts little more than once.
 * @param now in ms, by a clock that is never set
 */
export function createUsual(now: () => Instant = () => performance.now()): Usual {
  let mean: Milliseconds = 0;
  let at: Instant = -Infinity;
  return {
    value: () => mean,
    note(took) {
      const since = Math.min(now() - at, longestSilence);
      mean += at === -Infinity ? took : (1 - Math.exp(-since / memory)) * (took - mean);
      at = now();
    },
  };
}
