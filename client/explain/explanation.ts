import { factsOf, type User } from '../../domain/enrolment/user.ts';
import { checkTraits } from '../../domain/profile/declared.ts';
import { maskAddress } from '../../domain/profile/mask.ts';
import { localeOf, zoneOf } from '../../domain/profile/surroundings.ts';
import type { Release } from '../../domain/release/release.ts';
import { membershipsOf, type Membership } from '../../domain/segment/membership.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { armsOf, type Arm } from './arms.ts';
import { declinedOf, type Declined } from './declined.ts';
import { reachOf, type Reach } from './reach.ts';
import { shownTo, type Shown } from './showings.ts';
import { standingOf, type Standing } from './standing.ts';
import { storyOf, type Line, type Telling } from './story.ts';
import { whyNotOf, type WhyNot } from './why-not/why-not.ts';

/** All that `usher explain` tells of a user. Instants are milliseconds since the epoch. */
export interface Explanation {
  readonly user: string;
  /** Who has become this user, and when. */
  readonly joined: readonly { readonly user: string; readonly at: Instant }[];
  readonly address: string;
  readonly zone: string;
  /** Whether the zone is the user's own; where nobody has told it, the workspace's is meant. */
  readonly isOwnZone: boolean;
  readonly locale: string | null;
  /** By which channels the user may be reached now, and what keeps nudges back for good. */
  readonly reach: readonly Reach[];
  readonly arms: readonly Arm[];
  readonly standings: readonly Standing[];
  readonly story: readonly Line[];
  /** What slots of the product gave the user, the newest 20. */
  readonly showings: readonly Shown[];
  /** How many lines of the story were left out, as they are older than what was asked for. */
  readonly earlier: number;
  /** Journeys that did not let the user in, the newest 20. */
  readonly refused: User['refused'];
  /** What somebody wanted to do by hand and could not. */
  readonly declined: readonly Declined[];
  /** Of the current release; those that the user is not in only where they were asked for. */
  readonly segments: readonly Membership[];
  /** Paths of the user's traits that the current release does not declare. At most 20. */
  readonly undeclared: readonly string[];
  /** The answer about one template; null where none was asked about. */
  readonly whyNot: WhyNot | null;
}

/** What of a user is to be explained. */
export interface Explaining {
  readonly now: Instant;
  /** Whether to tell of the segments that the user is not in, too. */
  readonly notIn?: boolean;
  /** Only what has happened since then is told, by the clocks of the zone that is told; absent: everything. */
  readonly since?: (zone: string) => Instant;
  /** The template of which it is asked why the user has not got it. */
  readonly whyNot?: string;
}

/** What an explanation is read from. */
export type Explained = Telling & Pick<Store, 'users' | 'exposures' | 'showings' | 'audit' | 'switches'>;

/** What is known of a user, as read just now, and why. @throws UsherError TEMPLATE_UNKNOWN */
export async function explainUser(store: Explained, user: User, explaining: Explaining): Promise<Explanation> {
  const [current, story] = await Promise.all([store.releases.current(), storyOf(store, user)]);
  const zone = zoneOf(user.profile, current?.content.settings.zone ?? 'UTC');
  const { now, notIn = false, since, whyNot } = explaining;
  const from = since?.(zone) ?? -Infinity;
  const told = story.filter(({ at }) => at >= from);
  return {
    ...(await whoOf(store, user, zone)),
    reach: current === null ? [] : reachOf(user, current),
    arms: await armsOf(store, user),
    standings: await standingsOf(store, user, story),
    story: told,
    showings: (await shownTo(store, user)).filter(({ at }) => at >= from),
    earlier: story.length - told.length,
    refused: user.refused.filter(({ at }) => at >= from),
    declined: (await declinedOf(store, user)).filter(({ at }) => at >= from),
    ...knownOf(user, current, { now, notIn }),
    whyNot: whyNot === undefined ? null : await whyNotOf(whyNot, { store, user, current, story, zone, now }),
  };
}

type Who = Pick<Explanation, 'user' | 'joined' | 'address' | 'zone' | 'isOwnZone' | 'locale'>;

async function whoOf({ users }: Pick<Store, 'users'>, { id, aliases, profile }: User, zone: string): Promise<Who> {
  const joined = (await users.aliases(aliases)).map(({ id: former, at }) => ({ user: former, at }));
  const isOwnZone = zoneOf(profile, '') !== '';
  return { user: id, joined, address: maskAddress(profile.traits.email), zone, isOwnZone, locale: localeOf(profile) };
}

function standingsOf({ releases }: Telling, user: User, story: readonly Line[]): Promise<readonly Standing[]> {
  const standings = Object.entries(user.visits).map(async ([course, visit]) => {
    const [release, title] = await Promise.all([releases.read(visit.release), releases.title(visit.release)]);
    return standingOf(course, visit, { user, story, release, title });
  });
  return Promise.all(standings);
}

function knownOf(
  user: User,
  current: Release | null,
  { now, notIn }: { readonly now: Instant; readonly notIn: boolean },
): Pick<Explanation, 'segments' | 'undeclared'> {
  const { segments = {}, traits = null } = current?.content ?? {};
  return {
    segments: membershipsOf(segments, factsOf(user), now).filter(({ is }) => is || notIn),
    undeclared: traits === null ? [] : checkTraits(user.profile.traits, traits).undeclared,
  };
}
