import { stands } from '../journey/advance.ts';
import { choose } from './choose.ts';
import { isOvertaken, type Sending } from './deliver.ts';
import { dueNudge } from './due-nudge.ts';
import { standingOf, type Deciding, type Question } from './question.ts';
import type { User } from './user.ts';

interface Looking extends Deciding {
  readonly sending: Sending;
}

/**
 * Whether what has become known since the reservation speaks against handing the nudge over: a goal, a leave, a no, an
 * address that refuses mail, a switch. Asked as of the reservation, so that only news can make a difference.
 */
export function isWithdrawn(user: User, question: Question, { sending, ...deciding }: Looking): boolean {
  const due = dueNudge(user, question, deciding);
  if (due.kind !== 'due' || due.key !== sending.entry.nudge || isOvertaken(user, sending)) return true;
  const standing = standingOf(deciding, { user, state: due.standing.state, now: sending.at });
  if (!stands(standing)) return true;
  const choice = choose(user, question, { due: { ...due, standing, at: sending.at }, deciding, timed: false });
  return choice.kind !== 'go' || choice.to !== sending.to || choice.entry.template !== sending.entry.template;
}
