import type { Question } from '../../domain/enrolment/question.ts';
import { visitOf, type User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import type { Instant } from '../../domain/time/instant.ts';

/*
 * What falls due at one instant in two journeys has no order on a server, and may come to either. The simulation has
 * one: the earlier timer first, and all that comes of it before the next. Here the server's are put into that order.
 */

/** Whose turn it can be. */
export interface Turns {
  readonly user: User;
  /** Courses by their newest decisions, the oldest first: in that order their timers were set. */
  readonly taken: readonly string[];
}

/** Whether a workflow's question may be answered: what was due before it has come to rest. */
export function isTurnOf({ course }: Question, { user, taken }: Turns, now: Instant): boolean {
  const visit = visitOf(user, course);
  const due = visit === undefined ? null : timerOf(visit);
  // Started or woken: by the driver, who does one thing at a time.
  if (visit === undefined || due === null || visit.woke !== null) return true;
  if (user.todo.length > 0) return false;
  return open(user).every(([other, each]) => {
    const until = timerOf(each);
    if (other === course) return true;
    return (
      until !== null && (until > now || until > due || (until === due && taken.indexOf(course) < taken.indexOf(other)))
    );
  });
}

/** When the next timer is due; Infinity when every journey is over, null while one is under way. */
export function nextTimer(user: User): Instant | null {
  if (user.todo.length > 0) return null;
  const timers = open(user).map(([, visit]) => timerOf(visit));
  return timers.reduce<Instant | null>((next, each) => (next === null || each === null ? null : Math.min(next, each)), Infinity); // prettier-ignore
}

function open(user: User): readonly [string, Visit][] {
  return Object.entries(user.visits).filter(([, { status }]) => status !== 'closed');
}

function timerOf({ decision, woke }: Visit): Instant | null {
  return decision?.effect.kind === 'wait' && woke === null ? decision.effect.until : null;
}
