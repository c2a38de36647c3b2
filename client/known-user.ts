import type { User } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import type { UsherContext } from './context.ts';
import { UserId, readInput } from './input.ts';

/** A user of whom something is known. @throws UsherError REQUEST_INVALID, USER_UNKNOWN, USER_FORGOTTEN */
export async function knownUser({ store }: Pick<UsherContext, 'store'>, userId: unknown): Promise<User> {
  const id = readInput(UserId, userId, { name: 'userId' });
  const user = await store.users.read(id);
  if (user.forgotten) throw forgottenError(id);
  if (user.revision === 0)
    throw new UsherError('USER_UNKNOWN', `no event of user ${JSON.stringify(id)} has come in yet`);
  return user;
}

export function forgottenError(id: string): UsherError {
  return new UsherError('USER_FORGOTTEN', `user ${JSON.stringify(id)} was forgotten, or is being so`);
}
