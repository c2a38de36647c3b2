import { holds } from '../condition/holds.ts';
import { nextFlip } from '../condition/flip.ts';
import { own } from '../own.ts';
import type { Release } from '../release/release.ts';
import { enrollingSegments, type EnrollingSegment } from '../segment/enrolling.ts';
import type { Member, Members } from '../segment/member.ts';
import type { Instant } from '../time/instant.ts';
import { changed, factsOf, type User } from './user.ts';

/** The release by which people enter, and since when it does so. */
export interface Enrolling {
  readonly release: Release;
  /** When it was published, by the clock. */
  readonly since: Instant;
}

/**
 * The user with something known of every segment by which journeys are entered, and of no other. Of one that is new, or
 * means something else than before, it is what was true when that was published: whoever was in it then has not come
 * into it. Somebody of whom nothing is known yet is in none.
 */
export function acquainted(user: User, { release, since }: Enrolling): User {
  const segments = enrollingSegments(release);
  const names = Object.keys(user.members);
  const isAsKnown = (segment: EnrollingSegment): boolean => {
    const known = knownOf(user, segment);
    return known !== null && known === own(user.members, segment.segment);
  };
  if (names.length === segments.length && segments.every(isAsKnown)) return user;
  const isNew = user.profile.lastSeen === null;
  const members = segments.map((segment): [string, Member] => {
    const known = knownOf(user, segment);
    return [segment.segment, known ?? firstOf(user, segment, { since, isNew })];
  });
  const fresh = segments.filter((segment) => knownOf(user, segment) === null);
  const flips = fresh.map(({ condition }) => nextFlip(condition, factsOf(user), since));
  const flipAt = segments.length === 0 ? null : earliest([user.flipAt, ...flips]);
  return changed(user, { members: Object.fromEntries(members), flipAt });
}

/** What is known of a segment as it is meant now, without journeys that are no longer filled from it; null: nothing. */
function knownOf({ members }: User, { segment, of, backfills }: EnrollingSegment): Member | null {
  const member = own(members, segment);
  if (member?.of !== of) return null;
  const filled = member.filled.filter((journey) => backfills.includes(journey));
  return filled.length === member.filled.length ? member : { ...member, filled };
}

function firstOf(
  user: User,
  { of, condition, backfills }: EnrollingSegment,
  { since, isNew }: { readonly since: Instant; readonly isNew: boolean },
): Member {
  if (isNew) return { of, is: false, since, filled: backfills };
  return { of, is: holds(condition, factsOf(user), since), since, filled: [] };
}

/** A segment that a user came into, and when. */
export interface Coming extends EnrollingSegment {
  readonly at: Instant;
}

/** A user whose segments were looked at, and those into which the user has come. */
export interface Looked {
  readonly user: User;
  readonly entered: readonly Coming[];
}

/**
 * Looks at every segment by which journeys are entered, as of an instant, and when that has to be done again. A segment
 * is never looked at as of before its last change: an event that was taken in late does not undo what time has done.
 */
export function looked(user: User, { release }: Pick<Enrolling, 'release'>, at: Instant): Looked {
  const segments = enrollingSegments(release);
  if (segments.length === 0) return { user, entered: [] };
  const facts = factsOf(user);
  const entered: Coming[] = [];
  const flips: (Instant | null)[] = [];
  let { members } = user;
  for (const segment of segments) {
    const member = own(members, segment.segment);
    if (member === undefined) continue;
    const asOf = Math.max(at, member.since);
    flips.push(nextFlip(segment.condition, facts, asOf));
    const is = holds(segment.condition, facts, asOf);
    if (is === member.is) continue;
    members = { ...members, [segment.segment]: { ...member, is, since: asOf } };
    if (is) entered.push({ ...segment, at: asOf });
  }
  const flipAt = earliest(flips);
  const isSame = members === user.members && flipAt === user.flipAt;
  return { user: isSame ? user : changed(user, { members, flipAt }), entered };
}

/** The user, of whom something has changed without an event: whether that leads into a segment is looked at soon. */
export function toBeLookedAt(user: User, at: Instant): User {
  if (Object.keys(user.members).length === 0) return user;
  return changed(user, { flipAt: earliest([user.flipAt, at]) });
}

/** The user, for whom these segments have filled the journeys that those enter who are in them already. */
export function withFilled(user: User, segments: readonly EnrollingSegment[]): User {
  const filled = segments.flatMap(({ segment, backfills }): (readonly [string, Member])[] => {
    const member = own(user.members, segment);
    return member === undefined || isFilled(member, backfills) ? [] : [[segment, { ...member, filled: backfills }]];
  });
  if (filled.length === 0) return user;
  const members: Members = { ...user.members, ...Object.fromEntries(filled) };
  return changed(user, { members });
}

function isFilled({ filled }: Member, backfills: readonly string[]): boolean {
  return backfills.every((journey) => filled.includes(journey));
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
