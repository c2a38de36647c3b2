import { holdoutOf } from '../experiment/holdout.ts';
import { valuesAt } from '../condition/read-fact.ts';
import type { JsonObject } from '../json.ts';
import type { Program } from '../journey/program.ts';
import { own } from '../own.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { compact } from './compact.ts';
import { creditOf } from './credit.ts';
import { withGaveWay } from './gave-way.ts';
import { courseOf } from './identity.ts';
import { newVisit } from './new-visit.ts';
import { changed, visitOf, visitsWith, type HeldOut, type User } from './user.ts';
import type { Entry, Intent, Visit } from './visit.ts';

/** Somebody who wants to enter a journey. */
export interface Entering {
  readonly program: Program;
  readonly release: string;
  readonly entry: Entry;
  /** Of the event by which the user enters. */
  readonly properties: JsonObject;
}

/** What came of it: the user in the journey, or outside with the reasons. */
export type Entrance =
  | { readonly kind: 'entered'; readonly course: string; readonly user: User }
  | { readonly kind: 'refused'; readonly because: readonly string[]; readonly user: User };

/**
 * Lets a user into a journey, unless the journey's key, `again`, `exclusive` or `holdout` say otherwise. Who is held out
 * is remembered, so that the goal can be counted for them, too.
 */
export function enter(user: User, entering: Entering): Entrance {
  const { program, properties, entry } = entering;
  const key = program.per === null ? null : keyAt(program.per, properties);
  if (key === undefined) return refused(user, `the entry event has no ${String(program.per)}`);
  const course = courseOf({ journey: program.journey, key });
  const closed = again(program, visitOf(user, course), entry.receivedAt) ?? exclusive(program, user, course);
  if (closed !== null) return refused(user, closed);
  const holdout = visitOf(user, course) === undefined ? holdoutOf(program.journey, program.holdout, user.id) : null;
  if (holdout?.heldOut === true) return { ...refused(holdOut(user, course, entering), holdout.words) };
  const because = holdout === null ? entry.because : [...entry.because, holdout.words];
  const room = compact(user, entry.receivedAt);
  return { kind: 'entered', course, user: start(room, { course, key }, { ...entering, entry: { ...entry, because } }) };
}

function refused(user: User, because: string): Entrance {
  return { kind: 'refused', because: [because], user };
}

/** The value that tells one enrolment from another, as text; undefined where the event has none. */
function keyAt(path: string, properties: JsonObject): string | undefined {
  const [value, another] = valuesAt({ properties }, path.split('.'));
  if (another !== undefined || value === null || typeof value === 'object') return undefined;
  return value === undefined || value === '' ? undefined : String(value);
}

/** Why the user may not come in again, or null. */
function again(program: Program, visit: Visit | undefined, now: Instant): string | null {
  if (visit === undefined) return null;
  if (visit.status !== 'closed') return 'already in this journey';
  if (program.again.kind === 'always') return null;
  if (program.again.kind === 'never') return 'was in this journey before, again: never';
  const ago = now - (visit.endedAt ?? now);
  if (ago >= program.again.after) return null;
  return `last visit ended ${durationWords(ago)} ago, needs ${durationWords(program.again.after)}`;
}

/** An open journey is never displaced: whoever is in one of the group stays there. */
function exclusive({ exclusive: group }: Program, user: User, course: string): string | null {
  if (group === null) return null;
  const open = Object.entries(user.visits).find(
    ([other, visit]) => other !== course && visit.exclusive === group && visit.status !== 'closed',
  );
  return open === undefined ? null : `in ${open[0]}, of the same group ${group}`;
}

function holdOut(user: User, course: string, { program, release, entry }: Entering): User {
  if (own(user.heldOut, course) !== undefined) return user;
  const heldOut: HeldOut = { release, at: entry.at, goal: creditOf(program, entry.at), converted: null };
  return changed(user, { heldOut: { ...user.heldOut, [course]: heldOut } });
}

/** The last decision of the visit before, for whoever still asks for it. */
function beforeOf(last: Visit | undefined): Pick<Visit, 'before'> {
  if (last?.decision == null) return {};
  return { before: { visit: last.visit, release: last.release, decision: last.decision } };
}

function start(user: User, { course, key }: { course: string; key: string | null }, entering: Entering): User {
  const { program, release, entry } = entering;
  const last = visitOf(user, course);
  const isOwn = last?.origin === undefined;
  const visit = newVisit({
    visit: Math.max(last?.visit ?? 0, last?.upTo ?? 0) + 1,
    ...(isOwn && beforeOf(last)),
    key,
    exclusive: program.exclusive,
    release,
    entry,
  });
  const intent: Intent = { kind: 'start', course, visit: visit.visit, at: entry.receivedAt };
  const parted = last === undefined || isOwn ? user : withGaveWay(user, course, last);
  return changed(parted, { visits: visitsWith(user, course, visit), todo: [...user.todo, intent] });
}
