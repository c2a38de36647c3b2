import { own } from '../own.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import type { Holds } from './compile-field.ts';
import { isList } from './comparable.ts';
import type { RecentCondition } from './condition.ts';
import { timesPass } from './times.ts';

/** Compiles how many of a feature's instants are in a window. */
export function compileRecent({ feature, times, within }: RecentCondition): Holds {
  const passes = timesPass(times);
  return (facts, now) => passes(countRecent(facts, feature, now - within));
}

/** How many of a feature's instants are not before one; none where the feature is no list of them. */
export function countRecent(facts: Facts, feature: string, since: Instant): number {
  let count = 0;
  for (const at of instantsOf(facts, feature)) if (at >= since) count += 1;
  return count;
}

/** Each leaves the window one millisecond after its last instant in it. */
export function turnsOfRecent({ feature, within }: RecentCondition, facts: Facts): readonly Instant[] {
  return instantsOf(facts, feature).map((at) => at + within + 1);
}

function instantsOf({ profile }: Facts, feature: string): readonly Instant[] {
  const value = own(profile.features, feature);
  return isList(value) ? value : [];
}
