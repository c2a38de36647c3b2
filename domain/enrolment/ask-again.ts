import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Release } from '../release/release.ts';
import { journeyOf } from './identity.ts';
import { ask } from './doors.ts';
import { withRefusals, type User } from './user.ts';

/**
 * Asks a course's journey once more about an event that was folded before: when it came, the user still seemed to be
 * in the journey. Whoever enters does so with a start left to do.
 */
export function askAgain(
  user: User,
  event: UserEvent,
  { course, release }: { course: string; release: Release },
): User {
  const journey = journeyOf(course);
  const program = own(release.content.journeys, journey);
  const answer = program === undefined ? null : ask(program, user, { event, release: release.id });
  if (answer === null) return user;
  if (answer.kind === 'entered') return answer.user;
  return withRefusals(answer.user, [{ journey, at: event.receivedAt, because: answer.because }]);
}
