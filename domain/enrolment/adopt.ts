import type { Instant } from '../time/instant.ts';
import type { Enrolment } from './identity.ts';
import { newVisit } from './new-visit.ts';
import { isOf, type Question } from './question.ts';
import { withoutIntents } from './terminate.ts';
import { changed, gaveWayOf, visitOf, visitsWith, type User } from './user.ts';

/**
 * The user with a visit that runs in Temporal and that the document does not know: after a restore, an older document
 * meets a younger workflow. At number 0 the visit is behind any workflow that has decided, whose own state wins.
 * @param entry the timestamp of the event that enrolled the user, as far as the workflow knows
 */
export function adopt(user: User, course: string, { enrolment, entry: at }: Adopting): User {
  const { visit, key = null, release, user: origin } = enrolment;
  const moved = origin === user.id ? {} : { origin };
  const entry = { event: '', at, receivedAt: at, because: ['taken over from its workflow'] };
  const adopted = newVisit({ visit, key, exclusive: visitOf(user, course)?.exclusive ?? null, release, entry });
  const visits = visitsWith(user, course, { ...adopted, ...moved, status: 'open', last: null });
  return withoutIntents(changed(user, { visits }), course);
}

interface Adopting {
  readonly enrolment: Enrolment;
  readonly entry: Instant;
}

/** What a workflow says of itself when it asks. */
export type Asking = Pick<Question, 'course' | 'visit' | 'origin' | 'number'>;

/**
 * Whether a document is older than the workflow that asks: it has fewer decisions of the visit, or never heard of it.
 * A workflow without a decision is never ahead: what it asks for was either forgotten or replaced.
 */
export function isBehind(user: User, { course, visit, origin = user.id, number }: Asking): boolean {
  const known = visitOf(user, course);
  if (number === 0 || gaveWayOf(user, course, origin)?.visit === visit) return false;
  if (known !== undefined && !isOf(user, known, { origin })) return false;
  if (known === undefined || known.visit < visit) return true;
  return known.visit === visit && known.number < number;
}

/** The user with the visit of the workflow that asks, where the document is too old to know it. */
export function knowing(
  user: User,
  course: string,
  { number, ...asking }: Adopting & { readonly number: number },
): User {
  const { visit, user: origin } = asking.enrolment;
  if (!isBehind(user, { course, visit, origin, number }) || visitOf(user, course)?.visit === visit) return user;
  return adopt(user, course, asking);
}
