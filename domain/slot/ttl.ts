import type { Profile } from '../profile/profile.ts';
import { hour, minute, second, type Instant, type Milliseconds } from '../time/instant.ts';

/** Of somebody who has done nothing for an hour, nothing is likely to change soon. */
const longest: Milliseconds = 15 * minute;
/** A page that asks more often than this asks with every click. */
const shortest: Milliseconds = 5 * second;

/**
 * How long an answer about a user is worth keeping: the more active, the shorter. With n the events of the last hour,
 * `max(5 s, 15 min / (1 + n))`, so after 3 events 225 s and from 180 on the shortest; never beyond `validUntil`. Of a name
 * that was done more than 21 times within the hour, 21 are known.
 */
export function ttlOf(profile: Profile, now: Instant, validUntil: Instant | null): Milliseconds {
  const ttl = Math.max(shortest, Math.round(longest / (1 + eventsSince(profile, now - hour))));
  return validUntil === null ? ttl : Math.max(0, Math.min(ttl, validUntil - now));
}

/** The names done of late are few: most are told by their last time alone. */
function eventsSince({ lastSeen, events }: Profile, since: Instant): number {
  if (lastSeen === null || lastSeen < since) return 0;
  let count = 0;
  for (const name in events) {
    const counter = events[name];
    if (counter === undefined || counter.last < since) continue;
    for (const at of counter.recent) if (at >= since) count += 1;
  }
  return count;
}
