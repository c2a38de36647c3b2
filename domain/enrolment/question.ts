import type { Standing } from '../journey/advance.ts';
import type { Heard } from '../journey/background.ts';
import type { Command } from '../journey/command.ts';
import type { Program } from '../journey/program.ts';
import type { State } from '../journey/state.ts';
import type { Live } from '../pacing/live.ts';
import type { Release } from '../release/release.ts';
import { shelfOf } from '../slot/shelf.ts';
import type { Clock } from '../time/clock.ts';
import type { Instant } from '../time/instant.ts';
import { factsOf, gaveWayOf, originOf, visitOf, type User } from './user.ts';
import type { Answered, Decision, Visit } from './visit.ts';

/** What the workflow asks: the next decision after `number`. */
export interface Question {
  /** The journey, with `per` and the hash of its key. */
  readonly course: string;
  readonly visit: number;
  /** Under whose id the workflow runs; absent: the user's own. */
  readonly origin?: string;
  /** How many decisions the workflow has; 0 at its start. */
  readonly number: number;
  /** The workflow's state: it wins over a document that is behind. Null at the start. */
  readonly state: State | null;
  /** The first command that nobody has taken yet. */
  readonly command?: Command | null;
}

/**
 * `kept`: the document was ahead, this is what it has; or nothing is to change, as `command` says. `taken`: a new
 * decision, and the user to be written under the same revision. `gone`: the visit ended, was replaced or forgotten; the
 * workflow has to end.
 */
export type Answer =
  | { readonly kind: 'kept'; readonly decision: Decision; readonly command?: Answered }
  | { readonly kind: 'taken'; readonly decision: Decision; readonly user: User }
  | { readonly kind: 'gone' };

/** When a decision is taken: the clock, its instant, and the real one. */
export interface Moment {
  readonly clock: Clock;
  readonly now: Instant;
  readonly real: Instant;
}

/** What a decision is made from, besides the user. */
export interface Deciding extends Live {
  readonly release: Release;
  readonly program: Program;
  readonly heard: Heard;
  readonly moment: Moment;
}

/** Looks a question up in the user's document: the visit at the asked number, or the answer that needs no deciding. */
export function find(
  user: User,
  question: Question,
): { kind: 'here'; visit: Visit } | Exclude<Answer, { kind: 'taken' }> {
  const visit = visitOf(user, question.course);
  if (visit === undefined) return { kind: 'gone' };
  return isOf(user, visit, question) ? findIn(visit, question) : ended(user, question);
}

function findIn(visit: Visit, question: Question): ReturnType<typeof find> {
  const { before } = visit;
  if (before?.visit === question.visit && before.decision.number > question.number)
    return { kind: 'kept', decision: before.decision };
  if (visit.visit !== question.visit) return { kind: 'gone' };
  if (visit.number > question.number && visit.decision !== null) return { kind: 'kept', decision: visit.decision };
  return visit.status === 'closed' ? { kind: 'gone' } : { kind: 'here', visit };
}

/** Whether a visit is that of the workflow that asks, and not of one under another id of the user's. */
export function isOf(user: User, visit: Visit, { origin = user.id }: Pick<Question, 'origin'>): boolean {
  return originOf(user, visit) === origin;
}

/** What a workflow is told whose visit has given way to one under another id of the user's. */
function ended(user: User, { course, visit, origin = user.id }: Question): Exclude<Answer, { kind: 'taken' }> {
  const end = gaveWayOf(user, course, origin);
  return end?.visit === visit ? { kind: 'kept', decision: end.decision } : { kind: 'gone' };
}

/** Where an enrolment stands: at a state, with what is known of the user at an instant. */
export function standingOf(deciding: Pick<Deciding, 'release' | 'program' | 'heard' | 'policy'>, at: At): Standing {
  const { release, program, heard, policy } = deciding;
  const { settings, experiments } = release.content;
  const { state, user, now } = at;
  const shelf = shelfOf(release, policy);
  return { program, state, facts: factsOf(user), now, zone: settings.zone, experiments, shelf, heard };
}

interface At {
  readonly user: User;
  readonly state: State;
  readonly now: Instant;
}
