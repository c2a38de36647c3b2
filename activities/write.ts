import { setTimeout as sleep } from 'node:timers/promises';
import type { User } from '../domain/enrolment/user.ts';
import { UsherError } from '../domain/errors.ts';
import { oncePer } from '../domain/once.ts';
import type { Store } from '../store/index.ts';

/** Ingest may write the same user at the same time; more losses in a row mean that something is wrong. */
const tries = 50;

/** A short random wait after a lost write (ms), growing with the losses: two losers do not meet again. */
const pauseAfter = 20;
const longestPause = 400;

/** What was made of a user as read. */
export interface Attempt<Outcome> {
  readonly outcome: Outcome;
  /** To be written under the revision that was read; null when there is nothing to write. */
  readonly user: User | null;
}

/** Who writes one user in this process does so by turns: to lose against each other costs more than to wait. */
const turnsOf: (store: Store) => Map<string, Promise<unknown>> = oncePer(() => new Map());

/** What to make of a user as read, or as known. */
export type Compute<Outcome> = (user: User) => Attempt<Outcome> | Promise<Attempt<Outcome>>;

/** Reads, computes, writes if nobody else did meanwhile, else again. @throws UsherError USER_BUSY */
export function guarded<Outcome>(store: Store, id: string, compute: Compute<Outcome>): Promise<Outcome> {
  return inTurn(store, id, () => written(store, id, compute));
}

/**
 * The same by who has just read the user, which saves the first read: that nobody wrote since is shown by the write.
 * Where there is nothing to write, it is read all the same.
 */
export function guardedFrom<Outcome>(store: Store, known: User, compute: Compute<Outcome>): Promise<Outcome> {
  return inTurn(store, known.id, async () => {
    const { outcome, user } = await compute(known);
    if (user !== null && (await store.users.write(user, Date.now()))) return outcome;
    return written(store, known.id, compute);
  });
}

async function inTurn<Outcome>(store: Store, id: string, work: () => Promise<Outcome>): Promise<Outcome> {
  const turns = turnsOf(store);
  const turn = (turns.get(id) ?? Promise.resolve()).then(work);
  const over = turn.catch(() => undefined);
  turns.set(id, over);
  try {
    return await turn;
  } finally {
    if (turns.get(id) === over) turns.delete(id);
  }
}

async function written<Outcome>(store: Store, id: string, compute: Compute<Outcome>): Promise<Outcome> {
  for (let lost = 0; lost < tries; lost++) {
    const { outcome, user } = await compute(await store.users.read(id));
    if (user === null || (await store.users.write(user, Date.now()))) return outcome;
    await sleep(Math.random() * Math.min(longestPause, lost * pauseAfter));
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while deciding`);
}
