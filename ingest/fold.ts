import { budgetProblem } from '../domain/enrolment/budget.ts';
import { receive, type Reception } from '../domain/enrolment/receive.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { Applied } from './applied.ts';
import type { Release } from '../domain/release/release.ts';
import type { CurrentRelease } from './current-release.ts';
import type { LastWritten } from './last-written.ts';

/** An event on its way into its user's document. `storedAt` is null for one that this process did not store itself. */
export interface Pending {
  readonly event: UserEvent;
  readonly storedAt: Instant | null;
}

export interface FoldDependencies {
  readonly store: Store;
  readonly applied: Applied;
  readonly current: CurrentRelease;
  readonly lastWritten: LastWritten;
  readonly now: () => Instant;
}

/** What became of one event: folded, folded before, or refused since there is no room for it. */
export type Fate =
  | { readonly kind: 'folded'; readonly reception: Reception }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly because: string };

/** What a fold of several events came to: each event's fate, the user after it, and what is to do now. */
export interface Folded {
  readonly fates: readonly Fate[];
  readonly user: User;
  readonly todo: readonly Intent[];
  /** How often the user was read and written; more than once where others wrote meanwhile. */
  readonly tries: number;
}

/** Others may write the same user; with one writer a process, more losses in a row mean that something is wrong. */
const tries = 50;

/** Folds events of one user in one guarded write. @throws UsherError USER_BUSY after too many lost races */
export async function fold(user: string, pending: readonly Pending[], dependencies: FoldDependencies): Promise<Folded> {
  for (let lost = 0; lost < tries; lost++) {
    const folded = await attempt(user, pending, dependencies);
    if (folded !== null) return { ...folded, tries: lost + 1 };
    await pause(lost);
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while an event was folded`);
}

/** Null when somebody else wrote the user meanwhile. */
async function attempt(
  id: string,
  pending: readonly Pending[],
  dependencies: FoldDependencies,
): Promise<Omit<Folded, 'tries'> | null> {
  const { store, applied, current, lastWritten, now } = dependencies;
  const doubtful = pending
    .filter(({ storedAt }) => !applied.trusts(storedAt, now()))
    .map(({ event }) => event.messageId);
  const remembered = doubtful.length === 0 ? lastWritten.take(id, now()) : null;
  const [before, release] = await Promise.all([remembered ?? store.users.read(id), current.get()]);
  const done = doubtful.length === 0 ? new Set<string>() : await store.events.done(doubtful);
  const at = now();
  const { fates, user } = foldAll(applied.tidy(before, at), pending, { release, at, done });
  // What is only remembered is true when a write under its revision succeeds.
  if (user === before && remembered !== null) return null;
  if (user !== before && !(await store.users.write(user, at))) return null;
  if (user !== before) lastWritten.put(user, at);
  await settle(pending, fates, dependencies);
  return { fates, user, todo: user.todo.filter((intent) => !before.todo.includes(intent)) };
}

interface Folding {
  readonly release: Release | null;
  readonly at: Instant;
  /** Ids known to be folded. */
  readonly done: ReadonlySet<string>;
}

function foldAll(
  before: User,
  pending: readonly Pending[],
  { release, at, done }: Folding,
): Pick<Folded, 'fates' | 'user'> {
  let user = before;
  const fates = pending.map(({ event }): Fate => {
    if (done.has(event.messageId)) return { kind: 'known' };
    const known = user.applied.some(({ id }) => id === event.messageId);
    const reception = receive(user, event, { release, at });
    const because = budgetProblem(user, reception.user);
    if (because !== null) return { kind: 'refused', because };
    user = reception.user;
    return known ? { kind: 'known' } : { kind: 'folded', reception };
  });
  return { fates, user };
}

/** Notes what became of the events with the events themselves. */
async function settle(
  pending: readonly Pending[],
  fates: readonly Fate[],
  { store, applied }: FoldDependencies,
): Promise<void> {
  const ids = pending.map(({ event }) => event.messageId);
  const isRefused = (index: number): boolean => fates[index]?.kind === 'refused';
  applied.folded(ids.filter((_, index) => !isRefused(index)));
  await store.events.refuse(ids.filter((_, index) => isRefused(index)));
}

/** A short, growing, random wait, so that two losers do not meet again. */
function pause(lost: number): Promise<void> {
  const longest = Math.min(200, 5 * 2 ** Math.min(lost, 6));
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
