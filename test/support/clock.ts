import { realClock, type Clock } from '../../domain/time/clock.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** A clock that shows what it was last told to show, whatever the real time. */
export interface SetClock extends Clock {
  shows(instant: Instant): void;
}

export function setClock(from: Instant): SetClock {
  let shown = from;
  return {
    ...realClock,
    at: () => shown,
    real: (instant) => instant,
    shows(instant) {
      shown = instant;
    },
  };
}
