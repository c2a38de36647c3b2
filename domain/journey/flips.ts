import type { Condition } from '../condition/condition.ts';
import { nextFlip } from '../condition/flip.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import type { Await } from './state.ts';

/** The first instant after `now` at which anything awaited can change by time alone; null where nothing can. */
export function nextFlipOf(awaits: readonly Await[], facts: Facts, now: Instant): Instant | null {
  let first = Infinity;
  for (const awaited of awaits) {
    for (const condition of conditionsOf(awaited)) first = Math.min(first, nextFlip(condition, facts, now) ?? Infinity);
  }
  return first === Infinity ? null : first;
}

function conditionsOf(awaited: Await): readonly Condition[] {
  if (awaited.what !== 'clauses') return [awaited.condition];
  return awaited.clauses.filter((clause) => clause.kind === 'condition').map(({ condition }) => condition);
}
