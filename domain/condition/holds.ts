import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { compileCondition } from './compile.ts';
import type { Holds } from './compile-field.ts';
import type { Condition } from './condition.ts';

/** A release's conditions are asked for every user: each is compiled once and kept as long as the condition itself. */
const compiled = new WeakMap<Condition, Holds>();

/** Whether a condition holds for what is known of a user at an instant. */
export function holds(condition: Condition, facts: Facts, now: Instant): boolean {
  const known = compiled.get(condition);
  if (known !== undefined) return known(facts, now);
  const fresh = compileCondition(condition);
  compiled.set(condition, fresh);
  return fresh(facts, now);
}
