import type { Cap, Policy } from '../../domain/pacing/policy.ts';
import { mostKept } from '../../domain/pacing/prune.ts';
import type { Cursor } from '../read/cursor.ts';

/** Warns of caps that together count more nudges than are kept of a user: what is forgotten keeps their room. */
export function warnOfTooMany(caps: Cursor, policy: Policy): void {
  const counted = policy.caps.filter((cap, index) => !policy.caps.some((other, place) => covers(other, cap, place < index))); // prettier-ignore
  const most = counted.reduce((sum, { max }) => sum + max, 0);
  if (most <= mostKept) return;
  const message = `the caps count up to ${most} nudges of a user together, of which ${mostKept} are kept: whoever gets so many waits for what could be more to be past`;
  caps.warn('POLICY_FORGETS', message, 'key');
}

/** Of two caps of the same nudges the one with the larger maximum counts all that the other does. */
function covers(other: Cap, cap: Cap, isBefore: boolean): boolean {
  const isAlike = JSON.stringify(other.of) === JSON.stringify(cap.of);
  const ends = [other, cap].map(({ per }) => per.kind !== 'enrolment');
  if (other === cap || !isAlike || ends[0] !== ends[1]) return false;
  return other.max > cap.max || (other.max === cap.max && isBefore);
}
