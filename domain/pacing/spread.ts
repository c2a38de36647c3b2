import { bucketOf } from '../experiment/hash.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { isFree } from './free.ts';
import type { Setting } from './setting.ts';

/** A nudge's own instant among all that a timer made due at once. */
export interface Spread {
  readonly until: Instant;
  readonly because: string;
}

/**
 * Moves a nudge that a timer has made due to its own instant within the policy's `spread`, told by its key alone. Null
 * where it stays: it was spread before, or that instant is in hours in which nothing goes out.
 */
export function spreadFrom(
  setting: Setting,
  { at, room }: { readonly at: Instant; readonly room: Instant },
): Spread | null {
  const { timed, policy, nudge, ledger } = setting;
  if (!timed || policy.spread === null || at === Infinity) return null;
  const claim = ledger.find((entry) => entry.nudge === nudge.key);
  if (claim?.status === 'held' && claim.spread === true) return null;
  const offset = Math.floor(bucketOf('spread', nudge.key) * policy.spread);
  if (offset === 0 || !isFree(at + offset, room, setting)) return null;
  return { until: at + offset, because: `spread over ${durationWords(policy.spread)}` };
}
