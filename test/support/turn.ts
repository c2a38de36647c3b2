import type { Question } from '../../domain/enrolment/question.ts';
import { visitOf, type User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import type { Instant } from '../../domain/time/instant.ts';

/*
 * What falls due at one instant in two journeys has no order on a server, and may come to either. The simulation has
 * one: the earlier timer first, and all that comes of it before the next. Here the server's are put into that order.
 */

/** Whether a workflow's question may be answered: what was due before it has come to rest. */
export function isTurnOf({ course }: Question, user: User, now: Instant): boolean {
  const visit = visitOf(user, course);
  const due = visit === undefined ? null : timerOf(visit);
  // Started or woken: by the driver, who does one thing at a time.
  if (visit === undefined || due === null || visit.woke !== null) return true;
  if (user.todo.length > 0) return false;
  return open(user).every(([other, each]) => {
    const until = timerOf(each);
    if (other === course) return true;
    return until !== null && (until > now || until > due || (until === due && setBefore(visit, each)));
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

/** Whether a visit's timer was set before another's; of one instant, the journey that starts the other is first. */
function setBefore({ decision: one }: Visit, { decision: other }: Visit): boolean {
  return (one?.at ?? 0) <= (other?.at ?? 0);
}
