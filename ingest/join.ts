import { setTimeout as sleep } from 'node:timers/promises';
import { budgetProblem } from '../domain/enrolment/budget.ts';
import { join as joinUsers } from '../domain/enrolment/join.ts';
import { changed, type Merging, type User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import { isBarred } from '../domain/forgetting/proof.ts';
import { isAnonymous } from '../domain/profile/anonymous.ts';
import { isUpToDate, rederived } from '../domain/profile/derive.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import { foldedEvents } from '../store/folded-events.ts';
import type { Store } from '../store/index.ts';
import type { CurrentRelease } from './current-release.ts';

/**
 * What came of one user's becoming another. `joined`: they are one now. `known`: they were before. `apart`: they stay
 * two, since the first is somebody else's already, there is no room, or one of them was forgotten.
 */
export type Joining =
  | { readonly kind: 'joined' | 'known' }
  | { readonly kind: 'apart'; readonly why: 'taken' | 'full' | 'forgotten'; readonly because: string };

/** One user becoming another. */
export interface Join {
  /** Makes `source` one with `target`, since an event says so; resolved when that is done, or found done. */
  join(source: string, target: string, event: Pick<UserEvent, 'messageId' | 'receivedAt'>): Promise<Joining>;
  /** Brings to its end what somebody has begun for a marked user. */
  finish(source: string): Promise<void>;
}

export interface JoinDependencies {
  readonly store: Pick<Store, 'users' | 'events' | 'forgotten'>;
  readonly current: CurrentRelease;
  readonly clock: Clock;
  readonly now: () => Instant;
  /** Does what is left to do for a user. */
  readonly begin: (user: User, todo: readonly Intent[]) => void;
}

/** With other writers of either user a race may be lost, each time with a fresh look. */
const tries = 50;
/** A short random wait after a lost race (ms): two losers do not meet again. */
const longestPause = 20;

/**
 * Three guarded writes, each of which may be the last one of a process that dies: the source is marked, and from then on
 * nobody writes it but whoever goes on with this; the target takes it in, and keeps its id, so that a repetition finds it
 * done; the source becomes an alias. Whoever comes upon a marked user goes on where the one before has stopped.
 */
export function createJoin(dependencies: JoinDependencies): Join {
  const { store, now, begin } = dependencies;
  const { users, forgotten } = store;

  /** Null where somebody was faster, or something had to be finished before. */
  async function attempt(source: string, target: string, event: Parameters<Join['join']>[2]): Promise<Joining | null> {
    const [to, from] = [await users.read(target), await users.read(source)];
    if (from.id === to.id) return { kind: 'known' };
    if (await areForgotten([from, to], forgotten)) return { kind: 'apart', why: 'forgotten', because: 'was forgotten' };
    if (from.id !== source) return { kind: 'apart', why: 'taken', because: `is ${from.id} already` };
    const [unfinished] = [from, to].filter(({ mergingInto }) => mergingInto !== null);
    if (unfinished !== undefined) {
      await finish(unfinished.id);
      return null;
    }
    // A target that was taken in has become an alias since it was read.
    if (from.aliases.includes(to.id)) return null;
    const because = budgetProblem(to, await joined(to, from, dependencies));
    if (because !== null) return { kind: 'apart', why: 'full', because: `${to.id} would have ${because}` };
    const merging = { into: to.id, at: event.receivedAt, event: event.messageId, since: now() };
    if (!(await users.mark(from, merging, now()))) return null;
    await finish(source);
    return { kind: 'joined' };
  }

  const finish: Join['finish'] = (source) => again(source, () => step(source)).then(() => undefined);

  /** One write towards the end; true when nothing is left to be done, null where there is. */
  async function step(source: string): Promise<true | null> {
    const from = await users.read(source);
    if (from.id !== source || from.mergingInto === null) return true;
    const to = await users.read(from.mergingInto.into);
    if (isSomebodyElse(to, from.mergingInto)) return release(from);
    if (to.id === source || to.mergingInto !== null) {
      const round = await roundOf(from, users);
      return round === null ? finish(to.id).then(() => null) : release(firstOf(round));
    }
    if (!to.aliases.includes(source)) return (await takeIn(to, from)) ? null : pause();
    return (await users.retire(from, now())) ? true : null;
  }

  const release = (user: User): Promise<null> => users.release(user, now()).then(() => null);

  async function takeIn(to: User, from: User): Promise<boolean> {
    const user = await joined(to, from, dependencies);
    if (!(await users.write(user, now()))) return false;
    begin(user, user.todo.filter((intent) => !to.todo.includes(intent))); // prettier-ignore
    return true;
  }

  return {
    finish,
    join: (source, target, event) => again(target, () => attempt(source, target, event)),
  };
}

/** Both as one; what is derived is so from the events of both, whoever did them. */
async function joined(target: User, source: User, { store, current, clock, now }: JoinDependencies): Promise<User> {
  const release = await current.get();
  const user = joinUsers(target, source, { release, at: clock.at(now(), target.id) });
  if (release === null || isUpToDate(user.profile, release.content)) return user;
  const profile = rederived(user.profile, await foldedEvents(user, store.events), release.content);
  return changed(user, { profile });
}

/** Of whom a document is still there a wish may be kept, which is about to be fulfilled. */
async function areForgotten(both: readonly User[], forgotten: Pick<Store['forgotten'], 'of'>): Promise<boolean> {
  const proofs = await Promise.all(both.map(({ id }) => forgotten.of(id)));
  return both.some((user) => user.forgotten) || proofs.some((proof) => proof !== null && isBarred(proof));
}

/** Whether whoever the event meant was forgotten since, also where somebody new has the id by now. */
function isSomebodyElse({ forgotten, admitted }: User, { at }: Merging): boolean {
  return forgotten || (admitted !== null && at < admitted);
}

/** Users who are about to become each other in a circle, each of them told so at the same time; null where there is none. */
async function roundOf(from: User, users: Pick<Store['users'], 'read'>): Promise<readonly User[] | null> {
  const round = [from];
  for (let next = from; next.mergingInto !== null;) {
    next = await users.read(next.mergingInto.into);
    if (next.id === from.id) return round;
    if (round.some(({ id }) => id === next.id)) return null;
    round.push(next);
  }
  return null;
}

/** The one of a circle whom all others become, whoever looks: a known user before an anonymous one, then by id. */
function firstOf(round: readonly User[]): User {
  const place = ({ id }: User): string => `${isAnonymous(id) ? '1' : '0'} ${id}`;
  return round.reduce((first, each) => (place(each) < place(first) ? each : first));
}

async function pause(): Promise<null> {
  await sleep(Math.random() * longestPause);
  return null;
}

async function again<Value>(user: string, work: () => Promise<Value | null>): Promise<Value> {
  for (let tried = 0; tried < tries; tried++) {
    const value = await work();
    if (value !== null) return value;
  }
  throw new UsherError('USER_BUSY', `user ${JSON.stringify(user)} was changed by others ${tries} times in a row while two became one`); // prettier-ignore
}
