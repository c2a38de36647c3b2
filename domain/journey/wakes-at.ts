import type { Instant } from '../time/instant.ts';
import type { Effect } from './state.ts';

/** When a wait's timer fires: at its end, or to look at it before. */
export function wakesAt({ until, look = until }: Extract<Effect, { kind: 'wait' }>): Instant {
  return Math.min(until, look);
}
