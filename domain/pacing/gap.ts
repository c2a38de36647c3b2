import type { Instant, Milliseconds } from '../time/instant.ts';
import type { Setting } from './setting.ts';
import { divide, usesOf, type Divided, type Taken, type Use } from './taken.ts';

/** What a nudge would come too soon after: what went out less than the policy's gap ago; null where nothing did. */
export function tooSoonAfter(setting: Setting, taken: Taken): Divided | null {
  const { policy, now } = setting;
  if (policy.gap === null) return null;
  const reach = { by: 'at', after: now - policy.gap, least: 1 } as const;
  const soon = usesOf(taken, reach, always);
  return soon === null ? null : divide(soon, setting);
}

function always(): boolean {
  return true;
}

/** When the gap after all of these is over. */
export function gapEnds(gap: Milliseconds, after: readonly Use[]): Instant {
  return after.reduce((ends, { at }) => Math.max(ends, at + gap), -Infinity);
}
