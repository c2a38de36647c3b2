import { bucketOf } from '../experiment/hash.ts';
import { hour, type Instant, type Milliseconds } from '../time/instant.ts';

/**
 * What holds a nudge may pass unseen before its time: a policy that is mended, a claim whose nudge never goes out. Twice a
 * day is soon enough for the one, and seldom enough for the history of who waits for a month; a claim's is over in an hour.
 */
const always: Milliseconds = 12 * hour;
const behindAnother: Milliseconds = hour;
/** Who was held at one instant is looked at over this long. */
const jitter: Milliseconds = hour;

/** When a held nudge is looked at, if it is not free before. */
export function lookAt(now: Instant, nudge: string, { behind = false }: { readonly behind?: boolean }): Instant {
  return now + (behind ? behindAnother : always + Math.floor(bucketOf('look', nudge) * jitter));
}
