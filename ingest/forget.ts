import { randomUUID } from 'node:crypto';
import { forgottenEntry } from '../domain/audit/forgotten.ts';
import { UsherError } from '../domain/errors.ts';
import type { Asked, Forgetting } from '../domain/forgetting/proof.ts';
import { eachOf, fulfilled } from './each-of.ts';
import type { ForgetDependencies } from './forget-dependencies.ts';
import { forgetNow, type Passed } from './forget-pass.ts';
import { requestForgetting, type Requested } from './forget-request.ts';

/**
 * Forgets users. What was asked for is kept before anything is deleted, and every step may be done again, by anybody:
 * whoever dies in the middle leaves the rest to the sweeps.
 *
 * 1. The proof is written, with all that the rest needs to know. From then on nobody new is taken in under the id.
 * 2. Each document of the user is emptied, under its revision. Workflows are told that their visit is over, a nudge about
 *    to be handed over is withdrawn, events are refused.
 * 3. Everything else is deleted or made anonymous, executions are ended and deleted.
 * 4. When whoever had read the user before has surely written, 3 is done again, until nothing is found.
 * 5. The emptied documents go, and last what the proof still had to know.
 */
export interface Forget {
  /**
   * Keeps the wish to forget a user; resolved, it is not lost any more. Asked for again it is the same.
   * @throws UsherError USER_UNKNOWN where nothing is kept of such a user; COMMAND_INVALID for words that say nothing, or
   *   that name the user; CONFIGURATION_INVALID without a key
   */
  request(user: string, asked: Asked): Promise<Requested>;
  /** Does what can be done now. */
  pass(forgetting: Forgetting): Promise<Passed>;
  /** A pass over all that is under way. */
  sweep(): Promise<void>;
  /**
   * Lets somebody new have the id of somebody who was forgotten; what happened before now stays refused.
   * @throws UsherError USER_UNKNOWN where nobody was forgotten, COMMAND_REFUSED while it is under way
   */
  readmit(user: string, asked: Asked): Promise<void>;
}

/** Of each sweep. */
const most = 100;
const atOnce = 4;

export function createForget(dependencies: ForgetDependencies): Forget {
  const { store, clock, now } = dependencies;
  const pass = (forgetting: Forgetting): Promise<Passed> => forgetNow(forgetting, dependencies);
  return {
    request: (user, asked) => requestForgetting(user, asked, dependencies),
    pass,
    async sweep() {
      const pending = await store.forgotten.pending(most);
      fulfilled(await eachOf(pending, pass, { atOnce, isOver: () => false }));
    },
    async readmit(user, { by, reason }) {
      const proof = await store.forgotten.of(user);
      if (proof === null) throw new UsherError('USER_UNKNOWN', 'nobody of this id was forgotten');
      const at = clock.at(now(), user);
      if (await store.forgotten.readmit(user, { by, reason, at })) {
        const told = { id: `readmit/${randomUUID()}`, did: 'readmit', at, askedAt: proof.at, by, reason } as const;
        await store.audit.note(forgottenEntry(told));
        return;
      }
      throw new UsherError('COMMAND_REFUSED', 'readmit: the user is still being forgotten; expected that to be over');
    },
  };
}
