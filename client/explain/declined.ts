import type { AuditEntry } from '../../domain/audit/entry.ts';
import { idsOf, type User } from '../../domain/enrolment/user.ts';
import type { Store } from '../../store/index.ts';

/** What somebody wanted to do to a user by hand, and why it was not done. */
export interface Declined extends Pick<AuditEntry, 'at' | 'by' | 'reason' | 'did'> {
  readonly journey: string;
  /** As it was answered. */
  readonly words: string;
}

/** So many deeds, done or not, are looked through; what was done stands in the story. */
const looked = 100;

/** The newest things that were refused, the oldest first. */
export async function declinedOf({ audit }: Pick<Store, 'audit'>, user: User): Promise<readonly Declined[]> {
  const entries = await audit.list({ user: idsOf(user), limit: looked });
  return entries
    .flatMap(({ at, by, reason, did, to, words, refused }) =>
      refused === undefined || to.kind !== 'enrolment' ? [] : [{ at, by, reason, did, journey: to.journey, words }],
    )
    .sort((a, b) => a.at - b.at);
}
