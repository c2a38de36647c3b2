import { receive, type Reception } from '../domain/enrolment/receive.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { Applied } from './applied.ts';
import type { CurrentRelease } from './current-release.ts';

/** An event on its way into its user's document. `storedAt` is null for one that this process did not store itself. */
export interface Pending {
  readonly event: UserEvent;
  readonly storedAt: Instant | null;
}

export interface FoldDependencies {
  readonly store: Store;
  readonly applied: Applied;
  readonly current: CurrentRelease;
  readonly now: () => Instant;
}

/** What a fold of several events came to: one reception an event (null: it was folded before), and what is to do now. */
export interface Folded {
  readonly receptions: readonly (Reception | null)[];
  readonly todo: readonly Intent[];
}

/** Others may write the same user; with one writer a process, more losses in a row mean that something is wrong. */
const tries = 50;

/** Folds events of one user in one guarded write. @throws UsherError USER_BUSY after too many lost races */
export async function fold(user: string, pending: readonly Pending[], dependencies: FoldDependencies): Promise<Folded> {
  for (let lost = 0; lost < tries; lost++) {
    const folded = await attempt(user, pending, dependencies);
    if (folded !== null) return folded;
    await pause(lost);
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while an event was folded`);
}

/** Null when somebody else wrote the user meanwhile. */
async function attempt(
  id: string,
  pending: readonly Pending[],
  dependencies: FoldDependencies,
): Promise<Folded | null> {
  const { store, applied, current, now } = dependencies;
  const [before, release] = await Promise.all([store.users.read(id), current.get()]);
  const at = now();
  const doubtful = pending.filter(({ storedAt }) => !applied.trusts(storedAt, at)).map(({ event }) => event.messageId);
  const done = doubtful.length === 0 ? new Set<string>() : await store.events.done(doubtful);
  let user: User = applied.tidy(before, at);
  const receptions = pending.map(({ event }) => {
    if (done.has(event.messageId)) return null;
    const reception = receive(user, event, { release, at });
    user = reception.user;
    return reception;
  });
  if (user !== before && !(await store.users.write(user, at))) return null;
  applied.folded(pending.map(({ event }) => event.messageId));
  return { receptions, todo: user.todo.filter((intent) => !before.todo.includes(intent)) };
}

/** A short, growing, random wait, so that two losers do not meet again. */
function pause(lost: number): Promise<void> {
  const longest = Math.min(200, 5 * 2 ** Math.min(lost, 6));
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
