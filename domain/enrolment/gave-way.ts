import { day, type Instant } from '../time/instant.ts';
import { workflowId } from './identity.ts';
import { changed, originOf, type User } from './user.ts';
import type { GaveWay, Intent, Visit } from './visit.ts';

/** A workflow that has not asked for its end by then is ended as one that nobody knows. */
const keptFor = day;

/** The user with the end of a visit that is no longer the newest on its course: its workflow may still ask for it. */
export function withGaveWay(user: User, course: string, visit: Visit): User {
  const { decision, endedAt } = visit;
  if (decision === null || endedAt === null) return user;
  const { key, release } = visit;
  const end: GaveWay = { visit: visit.visit, key, release, decision };
  const gaveWay = { ...newerThan(user.gaveWay, endedAt - keptFor), [workflowId(course, originOf(user, visit))]: end };
  return changed(user, { gaveWay });
}

function newerThan(gaveWay: User['gaveWay'], since: Instant): User['gaveWay'] {
  return Object.fromEntries(Object.entries(gaveWay).filter(([, { decision }]) => decision.at > since));
}

/** The user after the workflow of a visit that gave way has heard of its end, or cannot hear of it any more. */
export function withoutEnd(user: User, { course, origin, visit }: Heard): User {
  const isIts = (intent: Intent): boolean =>
    intent.kind === 'end' && intent.course === course && intent.origin === origin && intent.visit === visit;
  return user.todo.some(isIts) ? changed(user, { todo: user.todo.filter((intent) => !isIts(intent)) }) : user;
}

type Heard = Pick<Extract<Intent, { kind: 'end' }>, 'course' | 'origin' | 'visit'>;
