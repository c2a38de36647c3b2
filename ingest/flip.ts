import { othersDue } from '../domain/enrolment/others-due.ts';
import { passFlips } from '../domain/enrolment/flips.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { Flipping } from '../store/user-lists.ts';
import type { CurrentRelease } from './current-release.ts';
import { eachOf, fulfilled } from './each-of.ts';

export interface FlipDependencies {
  readonly store: Pick<Store, 'users'>;
  readonly current: CurrentRelease;
  readonly clock: Clock;
  readonly now: () => Instant;
  /** Does what is left to do for a user. */
  readonly begin: (user: User, todo: readonly Intent[]) => void;
}

/**
 * Looks after the users of whom time alone has changed into which segments they belong, those that have waited longest
 * first, and tells how many of them were written. Safe at any time, on any number of processes.
 * @param isStopped asked before each user: whether to leave the rest to the next time
 */
export type Flip = (isStopped: () => boolean) => Promise<number>;

/** One read tells of so many: a herd that is due at midnight takes some of them. */
const batch = 500;
/** Users who are looked after at the same time. */
const atOnce = 20;
/** Others may write the same user; with one writer a process, more losses in a row mean that something is wrong. */
const tries = 50;

/** Passes over the users it could not look after until the list is at its end. */
export function createFlip(dependencies: FlipDependencies): Flip {
  const { store, clock, now } = dependencies;
  return async (isStopped) => {
    const ends: PromiseSettledResult<Flipped>[] = [];
    for (let unfinished = 0; !isStopped();) {
      const due = await store.users.flipping(clock.at(now(), ''), batch, unfinished);
      // Of who has a clock that is held back nothing has to be read.
      const flip = async ({ id, flipAt }: Flipping): Promise<Flipped> =>
        flipAt > clock.at(now(), id) ? 'waits' : flipOne(id, dependencies);
      const round = await eachOf(shuffled(due), flip, { atOnce, isOver: isStopped });
      ends.push(...round);
      unfinished += round.filter(isLeft).length;
      if (due.length < batch) break;
    }
    return fulfilled(ends).filter((flipped) => flipped === 'written').length;
  };
}

/** `over`: another process was faster, and nothing is due any more. `waits`: the user's clock has not come so far. */
type Flipped = 'written' | 'over' | 'waits';

/** Whether somebody stays on the list. */
function isLeft(end: PromiseSettledResult<Flipped>): boolean {
  return end.status === 'rejected' || end.value === 'waits';
}

/** Several processes that are given the same list do not go through it in the same order, each losing to the others. */
function shuffled(due: readonly Flipping[]): readonly Flipping[] {
  return due
    .map((each) => ({ each, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ each }) => each);
}

async function flipOne(id: string, dependencies: FlipDependencies): Promise<Flipped> {
  const { store, current, now, begin } = dependencies;
  for (let lost = 0; lost < tries; lost++) {
    // For each user anew: a herd takes longer than another release takes to be published.
    const [user, published] = await Promise.all([store.users.read(id), current.published()]);
    if (user.mergingInto !== null) return 'waits';
    if (published === null) return 'over';
    const { release, since } = published;
    const real = now();
    const { user: after } = passFlips(user, { release, since, real }, dueFor(user, real, dependencies));
    if (after === user) return isDue(user, real, dependencies) ? 'waits' : 'over';
    if (!(await store.users.write(after, real))) continue;
    begin(after, after.todo.filter((intent) => !user.todo.includes(intent))); // prettier-ignore
    return 'written';
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while time passed`);
}

function isDue({ flipAt }: User, real: Instant, { clock }: FlipDependencies): boolean {
  return flipAt !== null && flipAt <= clock.at(real, '');
}

/** As far as the user's clock has come, and no further than what is to be decided before. */
function dueFor(user: User, real: Instant, { clock }: FlipDependencies): Instant {
  return (clock.notPast?.(othersDue(user, null)) ?? clock).at(real, user.id);
}
