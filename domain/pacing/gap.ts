import type { Instant, Milliseconds } from '../time/instant.ts';
import type { Setting } from './setting.ts';
import { countAfter, divide, usesOf, type Divided, type Taken, type Use } from './taken.ts';

/** What a nudge would come too soon after: what went out less than the policy's gap ago; null where nothing did. */
export function tooSoonAfter(setting: Setting, taken: Taken): Divided | null {
  const { policy, now } = setting;
  if (policy.gap === null) return null;
  const reach = { by: 'at', after: now - policy.gap } as const;
  if (countAfter(taken, reach) === 0) return null;
  return divide(usesOf(taken, reach, always), setting);
}

function always(): boolean {
  return true;
}

/** When the gap after all of these is over. */
export function gapEnds(gap: Milliseconds, after: readonly Use[]): Instant {
  return after.reduce((ends, { at }) => Math.max(ends, at + gap), -Infinity);
}
