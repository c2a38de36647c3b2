import { budgetProblem, isBurst } from '../domain/enrolment/budget.ts';
import { receive, withoutIntent, type Reception } from '../domain/enrolment/receive.ts';
import { bouncedBy, suppressedWith } from '../domain/enrolment/suppress.ts';
import { changed, type User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import { isOwnEventId } from '../domain/profile/own-event-id.ts';
import { second, type Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { Published } from '../store/releases.ts';
import type { Applied } from './applied.ts';
import type { CurrentRelease } from './current-release.ts';
import type { Join } from './join.ts';
import { createJoiners, type Joiners } from './joiners.ts';
import type { LastWritten } from './last-written.ts';
import type { Joiner, Pending } from './pending.ts';

export type { Joiner, Pending } from './pending.ts';

export interface FoldDependencies {
  readonly store: Store;
  readonly applied: Applied;
  readonly current: CurrentRelease;
  readonly lastWritten: LastWritten;
  readonly join: Join;
  readonly now: () => Instant;
}

/** What became of one event: folded, folded before, refused since there is no room for it, or since it is forgotten whose. */
export type Fate =
  | { readonly kind: 'folded'; readonly reception: Reception; readonly joining: readonly Joiner[] }
  | { readonly kind: 'known' }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'refused'; readonly because: string };

/** The user has become, or is about to become, another one: whose the events are. */
export interface Moved {
  readonly kind: 'moved';
  readonly to: string;
}

/** What a fold of several events came to: each event's fate, the user after it, and what is to do now. */
export interface Folded {
  readonly kind: 'folded';
  readonly fates: readonly Fate[];
  readonly user: User;
  readonly todo: readonly Intent[];
  /** How often the user was read and written; more than once where others wrote meanwhile. */
  readonly tries: number;
}

/** Others may write the same user; with one writer a process, more losses in a row mean that something is wrong. */
const tries = 50;

/** Folds events of one user in one guarded write. @throws UsherError USER_BUSY after too many lost races */
export async function fold(
  user: string,
  pending: readonly Pending[],
  dependencies: FoldDependencies,
): Promise<Folded | Moved> {
  const joiners = createJoiners(dependencies.join);
  for (let lost = 0; lost < tries; lost++) {
    const folded = await attempt(user, pending, { ...dependencies, joiners });
    if (folded?.kind === 'moved') return folded;
    if (folded !== null) return { ...folded, tries: lost + 1 };
    await pause(lost);
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while an event was folded`);
}

/** Null when somebody else wrote the user meanwhile. */
async function attempt(
  id: string,
  pending: readonly Pending[],
  dependencies: Attempting,
): Promise<Omit<Folded, 'tries'> | Moved | null> {
  const { store, applied, current, lastWritten, joiners, now } = dependencies;
  const remembered = lastWritten.take(id, now());
  const [before, published] = await Promise.all([remembered ?? store.users.meet(id), current.published()]);
  if (before.id !== id) return { kind: 'moved', to: before.id };
  // Nobody becomes one with somebody who was forgotten.
  const theirs = pending.filter(({ event }) => !isForgotten(before, event));
  // Who the user is by now only a read can say.
  if (remembered !== null && joiners.areAsked(before, theirs)) return null;
  if (await isChanging(before, theirs, dependencies)) return null;
  const done = await doneOf(pending, dependencies);
  const at = now();
  const tidy = applied.tidy(before, at);
  if (isBurst(tidy)) throw new UsherError('USER_BUSY', 'user has had thousands of events within minutes');
  const { fates, user: after } = foldAll(tidy, pending, { published, at, done, joiners });
  const bounced = bouncedIn(pending, fates);
  const user = await keptFromMail(before, after, { bounced, forgotten: store.forgotten });
  const refusing = new Set([...user.suppressed, ...bounced].filter((address) => !before.suppressed.includes(address)));
  if (refusing.size > 0) await store.forgotten.suppress([...refusing]);
  // What is only remembered is true when a write under its revision succeeds.
  if (user === before ? remembered !== null : !(await put(user, at, dependencies))) return null;
  await settle(pending, fates, dependencies);
  return { kind: 'folded', fates, user, todo: user.todo.filter((intent) => !before.todo.includes(intent)) };
}

/** False when somebody else was faster. */
async function put(user: User, at: Instant, { store, lastWritten }: Attempting): Promise<boolean> {
  if (!(await store.users.write(user, at))) return false;
  lastWritten.put(user, at);
  return true;
}

/** Whether the user has become another one just now, or another one this user: then it is to be read again. */
async function isChanging(user: User, pending: readonly Pending[], { join, joiners }: Attempting): Promise<boolean> {
  if (user.mergingInto === null) return joiners.join(user, pending);
  await join.finish(user.id);
  return true;
}

/** The addresses of which something new says that they take no mail, also those for which the document has no room. */
function bouncedIn(pending: readonly Pending[], fates: readonly Fate[]): readonly string[] {
  const news = pending.filter((_, index) => fates[index]?.kind === 'folded');
  return news.flatMap(({ event }) => bouncedBy(event) ?? []);
}

/** An address that refused mail for good while another user had it gets none from whoever has it now. */
async function keptFromMail(before: User, after: User, { bounced, forgotten }: Refusing): Promise<User> {
  const { email } = after.profile.traits;
  if (typeof email !== 'string' || email === before.profile.traits.email) return after;
  if (!bounced.includes(email.toLowerCase()) && !(await forgotten.isSuppressed(email))) return after;
  return changed(after, { suppressed: suppressedWith(after, email) });
}

interface Refusing {
  /** What has just refused. */
  readonly bounced: readonly string[];
  readonly forgotten: Store['forgotten'];
}

/** Those that were done before; to be asked after the user was read, however long that took. */
async function doneOf(
  pending: readonly Pending[],
  { store, applied, now }: FoldDependencies,
): Promise<ReadonlySet<string>> {
  const at = now();
  const doubtful = pending.filter(({ storedAt }) => !applied.trusts(storedAt, at));
  if (doubtful.length === 0) return new Set();
  return store.events.done(doubtful.map(({ event }) => event.messageId));
}

/** Somebody who came back under the id is somebody new: what happened before is not theirs. */
function isForgotten({ forgotten, admitted }: User, { timestamp }: UserEvent): boolean {
  return forgotten || (admitted !== null && timestamp < admitted);
}

interface Attempting extends FoldDependencies {
  readonly joiners: Joiners;
}

interface Folding {
  readonly joiners: Joiners;
  readonly published: Published | null;
  readonly at: Instant;
  /** Ids known to be folded. */
  readonly done: ReadonlySet<string>;
}

function foldAll(
  before: User,
  pending: readonly Pending[],
  { published, at, done, joiners }: Folding,
): Pick<Folded, 'fates' | 'user'> {
  let user = before;
  const receiving = { release: published?.release ?? null, at, ...(published && { since: published.since }) };
  const fates = pending.map(({ event }): Fate => {
    if (isForgotten(before, event) || joiners.isForgotten(event)) return { kind: 'forgotten' };
    if (done.has(event.messageId) || user.applied.some(({ id }) => id === event.messageId)) {
      user = withoutIntent(user, event);
      return { kind: 'known' };
    }
    const reception = receive(user, event, receiving);
    // What a journey sets was decided: its room was given with the decision.
    const because = isOwnEventId(event.messageId)
      ? null
      : (joiners.problem(event) ?? budgetProblem(user, reception.user));
    if (because !== null) return { kind: 'refused', because };
    user = reception.user;
    return { kind: 'folded', reception, joining: joiners.of(event) };
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
  const these = (...kinds: readonly Fate['kind'][]): readonly string[] =>
    ids.filter((_, index) => kinds.includes(fates[index]?.kind ?? 'known'));
  applied.folded(these('folded', 'known'));
  await store.events.refuse(these('refused'));
  await store.events.remove(these('forgotten'));
}

/** A growing, random wait, so that two losers do not meet again: in the end long enough for dozens of writers on a slow database. */
function pause(lost: number): Promise<void> {
  const longest = Math.min(second, 5 * 2 ** Math.min(lost, 8));
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
