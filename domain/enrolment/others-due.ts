import { wakesAt } from '../journey/wakes-at.ts';
import type { Instant } from '../time/instant.ts';
import type { User } from './user.ts';
import type { Visit } from './visit.ts';

/**
 * The earliest instant as of which another visit of the user is to decide, or the user may come into a segment; Infinity
 * where there is none. What goes out for one may hold the other's nudge, so where a clock runs faster than the work, they
 * take their turns in this order.
 * @param course null: every visit is another one, and the segments are what is asked for
 */
export function othersDue({ visits, flipAt }: User, course: string | null): Instant {
  const others = Object.entries(visits).filter(([name, { status }]) => name !== course && status !== 'closed');
  const flip = course === null ? null : flipAt;
  return Math.min(flip ?? Infinity, ...others.map(([, visit]) => dueOf(visit)));
}

function dueOf({ decision, entry, woke, number }: Visit): Instant {
  if (decision === null) return entry.receivedAt;
  const { effect, at } = decision;
  const due = effect.kind === 'wait' ? wakesAt(effect) : at;
  return woke?.number === number ? Math.min(due, woke.at) : due;
}
