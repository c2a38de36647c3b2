import { z } from 'zod';
import type { AuditEntry } from '../domain/audit/entry.ts';
import { idsOf } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import type { UsherContext } from './context.ts';
import { UserId, readInput } from './input.ts';
import { knownUser } from './known-user.ts';

const most = 1_000;

const Log = z.strictObject({
  /** Only what was done to this user, under whichever of their ids. */
  userId: UserId.optional(),
  /** Only from this instant on, in milliseconds since 1970. */
  since: z.number().optional(),
  /** At most so many; 100 where it is not given. */
  limit: z.int().min(1).max(most).default(100),
  /** Only what is older than this entry: the `id` of the last that was read before. */
  after: z.string().min(1).optional(),
});
/** Which entries of the audit log. */
export type Log = z.input<typeof Log>;

/**
 * Who did what to whom, when, why, and what came of it, the newest first.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN
 * @example
 * for (const { by, did, words } of await usher.log({ userId: 'bo' })) console.log(by, did, words);
 */
export async function log({ store }: Pick<UsherContext, 'store'>, which: Log = {}): Promise<readonly AuditEntry[]> {
  const { userId, since, limit, after } = readInput(Log, which);
  const user = userId === undefined ? undefined : idsOf(await knownUser({ store }, userId));
  return store.audit.list({
    ...(user !== undefined && { user }),
    ...(since !== undefined && { since }),
    ...(after !== undefined && { before: await entryOf(after, store) }),
    limit,
  });
}

/** @throws UsherError REQUEST_INVALID */
async function entryOf(id: string, { audit }: UsherContext['store']): Promise<AuditEntry> {
  const found = await audit.read(id);
  if (found !== null) return found;
  throw new UsherError('REQUEST_INVALID', `after: found ${JSON.stringify(id)}; expected the id of an entry`);
}
