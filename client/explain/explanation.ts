import { isReached } from '../../domain/journey/leaving.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import { factsOf, idsOf, type User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { TrailEntry } from '../../domain/journey/state.ts';
import { checkTraits } from '../../domain/profile/declared.ts';
import { maskAddress } from '../../domain/profile/mask.ts';
import { localeOf, zoneOf } from '../../domain/profile/surroundings.ts';
import { membershipsOf, type Membership } from '../../domain/segment/membership.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';

/** A journey's goal, and whether the user has reached it. */
interface Goal {
  readonly event: string;
  readonly by: Instant;
  readonly reached: boolean;
  /** When, where that was after the last step. */
  readonly after: Instant | null;
}

/** Where a user stands in one journey. */
export interface Standing {
  readonly journey: string;
  /** What tells this enrolment from the user's others in the journey; null where there is one only. */
  readonly key: string | null;
  readonly visit: number;
  readonly release: string;
  /** `waiting`, `delayed` … while under way; how it ended after. */
  readonly status: string;
  readonly step: string | null;
  /** What is going on, or why it is over, in words. */
  readonly why: string;
  /** When the enrolment is looked at again at the latest; null when it is over. */
  readonly next: Instant | null;
  readonly enteredAt: Instant;
  readonly goal: Goal | null;
}

/** One line of the story. */
export interface Line extends TrailEntry {
  readonly journey: string;
}

/** All that `usher explain` tells of a user. Instants are milliseconds since the epoch. */
export interface Explanation {
  readonly user: string;
  /** Who has become this user, and when. */
  readonly joined: readonly { readonly user: string; readonly at: Instant }[];
  readonly address: string;
  readonly zone: string;
  readonly locale: string | null;
  readonly standings: readonly Standing[];
  readonly story: readonly Line[];
  readonly refused: User['refused'];
  /** Of the current release; those that the user is not in only where they were asked for. */
  readonly segments: readonly Membership[];
  /** Paths of the user's traits that the current release does not declare. At most 20. */
  readonly undeclared: readonly string[];
}

export interface Explaining {
  readonly now: Instant;
  /** Whether to tell of the segments that the user is not in, too. */
  readonly notIn?: boolean;
}

/** What is known of a user and why; null when nothing is. */
export async function explainUser(
  { users, trail, releases }: Pick<Store, 'users' | 'trail' | 'releases'>,
  id: string,
  { now, notIn = false }: Explaining,
): Promise<Explanation | null> {
  const user = await users.read(id);
  if (user.revision === 0) return null;
  const current = await releases.current();
  const standings = Object.entries(user.visits).map(async ([course, visit]) => {
    const journey = journeyOf(course);
    const release = await releases.read(visit.release);
    return standing(journey, visit, { user, program: release?.content.journeys[journey] });
  });
  const told = await trail.of(idsOf(user));
  const lines = told.flatMap(({ journey, entries }) => entries.map((entry) => ({ journey, ...entry })));
  return {
    user: user.id,
    joined: (await users.aliases(user.aliases)).map(({ id: former, at }) => ({ user: former, at })),
    address: maskAddress(user.profile.traits.email),
    zone: zoneOf(user.profile, current?.content.settings.zone ?? 'UTC'),
    locale: localeOf(user.profile),
    standings: await Promise.all(standings),
    story: lines.sort((a, b) => a.at - b.at),
    refused: user.refused,
    segments: membershipsOf(current?.content.segments ?? {}, factsOf(user), now).filter(({ is }) => is || notIn),
    undeclared: current === null ? [] : checkTraits(user.profile.traits, current.content.traits).undeclared,
  };
}

function standing(
  journey: string,
  visit: Visit,
  { user, program }: { user: User; program: Program | undefined },
): Standing {
  const { decision, release, entry, key } = visit;
  const effect = decision?.effect;
  return {
    journey,
    key,
    visit: visit.visit,
    release,
    enteredAt: entry.at,
    status: statusOf(visit),
    step: effect === undefined || effect.kind === 'end' ? null : effect.step,
    why:
      effect === undefined
        ? 'about to start'
        : effect.kind === 'deliver'
          ? `sending ${effect.templates.join(' or ')}`
          : effect.words,
    next: effect?.kind === 'wait' ? effect.until : null,
    goal: goalOf(program, visit, user),
  };
}

function statusOf({ status, decision }: Visit): string {
  if (decision === null) return status;
  const { effect } = decision;
  if (effect.kind === 'end') return effect.outcome;
  return effect.kind === 'wait' ? effect.status : 'sending';
}

function goalOf(program: Program | undefined, { entry, converted }: Visit, { profile }: User): Standing['goal'] {
  if (program?.goal == null) return null;
  const { event, within } = program.goal;
  return { event, by: entry.at + within, reached: isReached(program.goal, entry.at, profile), after: converted };
}
