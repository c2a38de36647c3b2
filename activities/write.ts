import type { User } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import type { Store } from '../store/index.ts';

/** Ingest may write the same user at the same time; more losses in a row mean that something is wrong. */
const tries = 50;

/** What was made of a user as read. */
export interface Attempt<Outcome> {
  readonly outcome: Outcome;
  /** To be written under the revision that was read; null when there is nothing to write. */
  readonly user: User | null;
}

/** Reads, computes, writes if nobody else did meanwhile, else again. @throws UsherError USER_BUSY */
export async function guarded<Outcome>(
  store: Store,
  id: string,
  compute: (user: User) => Attempt<Outcome> | Promise<Attempt<Outcome>>,
): Promise<Outcome> {
  for (let lost = 0; lost < tries; lost++) {
    const { outcome, user } = await compute(await store.users.read(id));
    if (user === null || (await store.users.write(user, Date.now()))) return outcome;
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while deciding`);
}
