import { day, type Instant } from '../time/instant.ts';
import { changed, type User } from './user.ts';
import type { Visit } from './visit.ts';

/** Visits of few courses may stay as they are; with `per` a user may have hundreds, one a key. */
const keptWhole = 20;
/** Nobody asks for the last decision of a visit any more that ended so long ago. */
const settledAfter = day;

/** The user with what `again` needs of long closed visits, and nothing else of them: their story is in the trail. */
export function compact(user: User, now: Instant): User {
  const visits = Object.entries(user.visits);
  if (visits.length <= keptWhole || !visits.some(([, visit]) => isSettled(visit, now))) return user;
  const less = visits.map(([course, each]) => [course, compacted(each, now)] as const);
  return changed(user, { visits: Object.fromEntries(less) });
}

function isSettled({ status, endedAt, decision }: Visit, now: Instant): boolean {
  return status === 'closed' && decision !== null && now - (endedAt ?? now) > settledAfter;
}

function compacted(visit: Visit, now: Instant): Visit {
  if (!isSettled(visit, now)) return visit;
  return {
    ...visit,
    decision: null,
    awaits: [],
    matched: {},
    waits: {},
    last: null,
    woke: null,
    entry: { ...visit.entry, because: [] },
  };
}
