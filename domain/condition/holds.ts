import { oncePer } from '../once.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { compileCondition } from './compile.ts';
import type { Condition } from './condition.ts';
import { isDoneSince } from './read-fact.ts';

const compiled = oncePer(compileCondition);

/** Whether a condition holds for what is known of a user at an instant. */
export function holds(condition: Condition, facts: Facts, now: Instant): boolean {
  // The engine writes these anew for every enrolment: there is nothing to keep, and nothing to compile.
  if (condition.kind === 'since') return isDoneSince(condition, facts);
  return compiled(condition)(facts, now);
}
