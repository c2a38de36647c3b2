import { idsOf } from '../domain/enrolment/user.ts';
import type { NudgeRecord } from '../store/nudges.ts';
import type { UsherContext } from './context.ts';
import { knownUser } from './known-user.ts';

/**
 * Every nudge of a user that was handed to a provider, the newest first, and what became of it.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN
 * @example
 * const mails = (await usher.nudges('bo')).filter(({ channel }) => channel === 'email');
 */
export async function nudges(context: UsherContext, userId: string): Promise<readonly NudgeRecord[]> {
  const found = await context.store.nudges.of(idsOf(await knownUser(context, userId)));
  return found.toReversed();
}
