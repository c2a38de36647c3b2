import { oncePer } from '../once.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import type { Condition } from './condition.ts';
import { nextFlip } from './flip.ts';
import { holds } from './holds.ts';

/** For how long a condition is known to be so. */
export interface Span {
  readonly holds: boolean;
  readonly since: Instant;
  /** The first instant at which it may be otherwise; Infinity: it never is. */
  readonly until: Instant;
}

/** Whether a condition holds for some facts, and until when. */
export type Spans = (condition: Condition, now: Instant) => Span;

/**
 * What is found out of conditions for as long as the same facts are kept. Facts are never changed, so between two flips
 * nothing about a condition can be.
 */
export const spansOf: (facts: Facts) => Spans = oncePer((facts: Facts): Spans => {
  const spans = new Map<Condition, Span>();
  return (condition, now) => {
    const known = spans.get(condition);
    if (known !== undefined && now >= known.since && now < known.until) return known;
    const span = {
      holds: holds(condition, facts, now),
      since: now,
      until: nextFlip(condition, facts, now) ?? Infinity,
    };
    spans.set(condition, span);
    return span;
  };
});
