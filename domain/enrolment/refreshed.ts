import { own } from '../own.ts';
import { rederived } from '../profile/derive.ts';
import type { UserEvent } from '../profile/event.ts';
import { enrollingSegments, type EnrollingSegment } from '../segment/enrolling.ts';
import { segmentEvent } from '../segment/entered.ts';
import type { Instant } from '../time/instant.ts';
import { tell, type Entering } from './come-in.ts';
import { knock, type Knock } from './doors.ts';
import { passFlips } from './flips.ts';
import { acquainted, looked, withFilled } from './membership.ts';
import { changed, type User } from './user.ts';

/** What it takes to bring a user up to date with a release. */
export interface Refreshing extends Entering {
  readonly now: Instant;
  /** All of the user's events that were folded; null where everything is derived by the release's definitions already. */
  readonly events: readonly UserEvent[] | null;
}

/** The user, and the journeys entered on the way. */
export interface Refreshed {
  readonly user: User;
  readonly entered: readonly string[];
}

/**
 * Brings a user up to date with the current release: derives anew what was derived by other definitions, looks at the
 * segments by which journeys are entered, and lets those enter who are in a segment of which a journey says
 * `backfill: all`. Whoever is in a segment because it means something else than before has not come into it.
 */
export function refreshed(user: User, refreshing: Refreshing): Refreshed {
  const { user: passed, entered } = passFlips(whole(user, refreshing), refreshing, refreshing.now);
  const filled = filledIn(passed, refreshing);
  return { user: filled.user, entered: [...entered, ...filled.entered] };
}

/** With everything derived; what that changes is as it was when the release was published. */
function whole(user: User, refreshing: Refreshing): User {
  const { release, since, events } = refreshing;
  if (events === null) return user;
  const derived = changed(user, { profile: rederived(user.profile, events, release.content), declaredBy: release.id });
  return looked(acquainted(derived, refreshing), refreshing, since).user;
}

function filledIn(user: User, refreshing: Refreshing): Refreshed {
  const { release, now } = refreshing;
  const segments = enrollingSegments(release);
  let after = user;
  const knocks: Knock[] = [];
  for (const segment of segments) {
    const missing = missingOf(user, segment);
    if (missing.length === 0) continue;
    const event = segmentEvent(user.id, segment.segment, now);
    after = tell(after, event, refreshing).user;
    knocks.push(...missing.flatMap((name) => knockOn(release.content.journeys[name], event)));
  }
  const inOrder = knocks.sort((a, b) => b.program.priority - a.program.priority);
  return knock(withFilled(after, segments), inOrder, release);
}

function knockOn(program: Knock['program'] | undefined, event: UserEvent): readonly Knock[] {
  return program === undefined ? [] : [{ program, event }];
}

/** The journeys to be filled from a segment that the user is in. */
function missingOf({ members }: User, { segment, backfills }: EnrollingSegment): readonly string[] {
  const member = own(members, segment);
  return member?.is === true ? backfills.filter((journey) => !member.filled.includes(journey)) : [];
}
