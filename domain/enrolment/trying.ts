import { minute, second, type Instant, type Milliseconds } from '../time/instant.ts';
import { providerTime } from './lease.ts';

/** Which attempt of Temporal's a delivery is, and since when there are any, on this worker's clock. */
export interface Tried {
  readonly attempt: number;
  readonly since: Instant;
}

/** Temporal's pauses between attempts: 1, 2, 4 s and so on. The workflow hands them on, and an attempt reckons with them. */
export const firstPause: Milliseconds = second;
export const longestPause: Milliseconds = minute;

/** While a delivery is under way, nobody can leave: what takes longer is waited for in view of everybody. */
const outOfSight: Milliseconds = minute;

/** Whether an attempt that begins now is sure to be over within the minute. */
export function isInTime({ since }: Tried, now: Instant): boolean {
  return now + providerTime <= since + outOfSight;
}

/** Whether the attempt after this one would be in time; `pause` is what the provider asks for, null for Temporal's own. */
export function isWorthAnother(tried: Tried, pause: Milliseconds | null, now: Instant): boolean {
  return isInTime(tried, now + (pause ?? pauseAfter(tried)));
}

function pauseAfter({ attempt }: Tried): Milliseconds {
  return Math.min(firstPause * 2 ** (attempt - 1), longestPause);
}
