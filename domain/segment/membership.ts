import type { Condition } from '../condition/condition.ts';
import { reasonsOf } from '../condition/explain.ts';
import { holds } from '../condition/holds.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';

/** Whether a user is in a segment, and why or why not, in the words of the clauses that decided. */
export interface Membership {
  readonly segment: string;
  readonly is: boolean;
  readonly because: readonly string[];
}

/** Of every segment, in the order of their names, whether a user is in it at an instant. */
export function membershipsOf(
  segments: Readonly<Record<string, Condition>>,
  facts: Facts,
  now: Instant,
): readonly Membership[] {
  return Object.entries(segments)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([segment, condition]) => ({
      segment,
      is: holds(condition, facts, now),
      because: reasonsOf(condition, facts, now),
    }));
}
