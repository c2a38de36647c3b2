import { traitsEvent } from '../journey/act.ts';
import type { Program } from '../journey/program.ts';
import type { JsonObject } from '../json.ts';
import { apply, type Counting } from '../profile/apply.ts';
import type { Instant } from '../time/instant.ts';
import type { Deciding } from './question.ts';
import { enter } from './entrance.ts';
import { journeyOf } from './identity.ts';
import { changed, withRefusals, type User } from './user.ts';
import type { Visit } from './visit.ts';
import { wake } from './wake.ts';

interface Setting {
  readonly messageId: string;
  /** The decision's instant. */
  readonly now: Instant;
  readonly real: Instant;
  /** The course that sets them: it has seen them already, everybody else is woken. */
  readonly course: string;
  /** What the current release counts and derives. */
  readonly counting: Counting | undefined;
}

/** Folds the event by which a journey sets traits; that it is stored, too, is left to do. */
export function setTraits(user: User, traits: JsonObject, setting: Setting): User {
  const { messageId, now, real, course, counting } = setting;
  if (Object.keys(traits).length === 0) return user;
  const event = traitsEvent(user.profile, traits, { messageId, now });
  const folded = changed(user, {
    profile: apply(user.profile, event, counting),
    applied: [...user.applied, { id: messageId, at: real }],
    todo: [...user.todo, { kind: 'event', event }],
  });
  return wake(folded, event, course).user;
}

interface Starting {
  readonly course: string;
  readonly visit: Visit;
  readonly at: Instant;
  readonly deciding: Deciding;
}

/**
 * Lets the user into another journey of the release, as of the decision and with the event of the first one's entry;
 * a refusal is kept with its reason.
 */
export function startJourney(user: User, program: Program, { course, visit, at, deciding }: Starting): User {
  const because = [`started by ${journeyOf(course)}`];
  const entry = { event: visit.entry.event, at, receivedAt: at, because };
  const entering = { program, release: deciding.release.id, entry, properties: deciding.heard.entry };
  const entrance = enter(user, entering);
  if (entrance.kind === 'entered') return entrance.user;
  return withRefusals(entrance.user, [{ journey: program.journey, at, because: [...because, ...entrance.because] }]);
}
