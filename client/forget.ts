import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Asked, Forgetting, Proof } from '../domain/forgetting/proof.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Store } from '../store/index.ts';
import { UserId, readInput } from './input.ts';

export interface ForgetDependencies {
  readonly store: Pick<Store, 'forgotten'>;
  readonly ingest: Pick<Ingest, 'forget'>;
}

/** Who asks for it and why, which the proof keeps, and whether to wait until nothing is left. */
export interface Forgetful extends Asked {
  /** False, as where it is not said: returns when most is gone, and leaves the rest to the workers. */
  readonly wait?: boolean;
  /** Told that it is under way, and until when (real time) is waited. */
  readonly onWaiting?: (until: Instant) => void;
}

/** The proof; `doneAt` is null where the workers do the rest. */
export type Forgotten = Pick<Proof, 'at' | 'by' | 'reason' | 'counts' | 'doneAt'>;

/**
 * Forgets a user: ends the journeys, deletes the document, events, nudges, messages, stories and workflows, makes exposures
 * nobody's, and keeps a proof that does not tell who it was. Resolved, the wish cannot be lost; asked for again, by whomever,
 * it is the same one. Later events of this id are refused as USER_FORGOTTEN.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN, COMMAND_INVALID for words that are empty or name the user, CONFIGURATION_INVALID without
 *   USHER_FORGET_SECRET
 * @example
 * await usher.forget('bo', { by: 'kim', reason: 'ticket 4711' });
 */
export async function forget(
  { store, ingest }: ForgetDependencies,
  user: string,
  asked: Forgetful,
): Promise<Forgotten> {
  const wish = readAsked(user, asked);
  const { wait = false, onWaiting } = asked;
  const { proof, forgetting } = await ingest.forget.request(...wish);
  if (forgetting === null) return told(proof);
  for (;;) {
    const passed = await ingest.forget.pass(forgetting);
    if (passed.kind === 'done' || !wait) return told((await proofOf(forgetting, store)) ?? proof);
    onWaiting?.(passed.until);
    await sleep(Math.max(0, passed.until - Date.now()));
  }
}

const Words = z.object({ by: z.string(), reason: z.string() });

/** @throws UsherError REQUEST_INVALID for an id that is none, COMMAND_INVALID for words that are none */
function readAsked(user: unknown, asked: unknown): [user: string, asked: Asked] {
  const id = readInput(UserId, user, { name: 'user' });
  return [id, readInput(Words, asked, { code: 'COMMAND_INVALID', name: 'who asks and why' })];
}

function proofOf(
  { users: [user = ''] }: Forgetting,
  { forgotten }: ForgetDependencies['store'],
): Promise<Proof | null> {
  return forgotten.of(user);
}

function told({ at, by, reason, counts, doneAt }: Proof): Forgotten {
  return { at, by, reason, counts, doneAt };
}

/**
 * Lets somebody new have the id of who was forgotten: what happens from now on is taken in, what happened before is not.
 * @throws UsherError USER_UNKNOWN where nobody was forgotten, COMMAND_REFUSED while it is under way
 * @example
 * await usher.readmit('bo', { by: 'kim', reason: 'ticket 4712' });
 */
export async function readmit(
  { ingest }: Pick<ForgetDependencies, 'ingest'>,
  user: string,
  asked: Asked,
): Promise<void> {
  await ingest.forget.readmit(...readAsked(user, asked));
}
