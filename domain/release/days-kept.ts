import { leavesOf } from '../condition/leaves.ts';
import { countsDays } from '../condition/times.ts';
import type { DaysKept } from '../profile/counter.ts';
import type { Milliseconds } from '../time/instant.ts';
import { conditionsOf } from './conditions.ts';
import type { ReleaseContent } from './release.ts';

/** Of which events a release needs whole days, and how far back: those it asks for more than 20 times of in a window. */
export function daysKept(content: ReleaseContent): DaysKept {
  const kept = new Map<string, Milliseconds>();
  for (const leaf of conditionsOf(content).flatMap(leavesOf)) {
    if (leaf.kind !== 'did' || leaf.within === null || !countsDays(leaf.times)) continue;
    kept.set(leaf.event, Math.max(kept.get(leaf.event) ?? 0, leaf.within));
  }
  return kept;
}
