import { randomUUID } from 'node:crypto';
import { forgottenEntry } from '../domain/audit/forgotten.ts';
import { UsherError } from '../domain/errors.ts';
import { namedIn } from '../domain/forgetting/naming.ts';
import { isBarred, type Asked, type Forgetting, type Proof } from '../domain/forgetting/proof.ts';
import { executionsOf } from './executions.ts';
import type { ForgetDependencies } from './forget-dependencies.ts';

/** A wish that is kept. */
export interface Requested {
  readonly proof: Proof;
  /** Null where nothing is left to do. */
  readonly forgetting: Forgetting | null;
}

/** The words stand in the proof. */
const longest = 200;

/** Keeps the wish to forget a user; what is under way, or done, stays as it was asked for first. */
export async function requestForgetting(
  id: string,
  asked: Asked,
  dependencies: ForgetDependencies,
): Promise<Requested> {
  const { store, clock, now } = dependencies;
  const users = await store.personal.idsOf(id.normalize('NFC'));
  const [user = id] = users;
  const known = await store.forgotten.of(user);
  if (known === null || !isBarred(known)) {
    await refuseUnknown(users, dependencies);
    await refuseWords(asked, users, dependencies);
    const at = clock.at(now(), user);
    await store.forgotten.begin({ users, pseudonym: `forgotten:${randomUUID()}`, at, ...asked });
  }
  const proof = await store.forgotten.of(user);
  if (proof === null) throw new UsherError('USER_BUSY', 'the wish to forget is gone again; expected it to be kept');
  const forgetting = await store.forgotten.pendingOf(user);
  if (forgetting !== null) {
    const { at, by, reason } = proof;
    const id = `forget/${forgetting.hash}/${at}`;
    await store.audit.note(forgottenEntry({ id, did: 'forget', at, askedAt: at, by, reason }));
  }
  return { proof, forgetting };
}

/** Temporal is asked only where the database knows nothing. */
async function refuseUnknown(users: readonly string[], { store, temporal }: ForgetDependencies): Promise<void> {
  if (Object.keys(await store.personal.count(users)).length > 0) return;
  if ((await executionsOf(temporal, { workflows: [], users })).length > 0) return;
  throw new UsherError('USER_UNKNOWN', `nothing is kept of user ${JSON.stringify(users[0])}`);
}

/** @throws UsherError COMMAND_INVALID */
async function refuseWords(
  { by, reason }: Asked,
  users: readonly string[],
  { store }: ForgetDependencies,
): Promise<void> {
  const known = await Promise.all(users.map((user) => store.users.read(user)));
  for (const [name, text] of Object.entries({ by, reason })) {
    const wrong = text.trim() === '' || text.length > longest ? `expected words, at most ${longest} characters` : null;
    const named = wrong === null ? namedIn(text, known) : null;
    const told = named === null ? wrong : 'it names the user, and is kept for good; expected a ticket or a role';
    if (told !== null) throw new UsherError('COMMAND_INVALID', `forget: ${name}: ${told}`);
  }
}
