import { planOf } from '../domain/forgetting/plan.ts';
import type { Forgetting } from '../domain/forgetting/proof.ts';
import { UsherError } from '../domain/errors.ts';
import { second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import { deleteExecution, executionsOf } from './executions.ts';
import type { ForgetDependencies } from './forget-dependencies.ts';

/** What a pass came to: nothing is left; or what is left is looked at again at this real instant. */
export type Passed = { readonly kind: 'done' } | { readonly kind: 'waiting'; readonly until: Instant };

/**
 * An attempt to deliver has twenty seconds, a decision ten: who has read a document before it was emptied has by then
 * written what there was to write, or fails.
 */
const usualQuiet: Milliseconds = 30 * second;
/** Temporal deletes within a second or so. */
const lookAgain: Milliseconds = second;

/** Does what can be done now to forget somebody, from wherever it was left; others may do the same at the same time. */
export async function forgetNow({ hash }: Pick<Forgetting, 'hash'>, dependencies: ForgetDependencies): Promise<Passed> {
  const { store, now, quiet = usualQuiet } = dependencies;
  const wish = await store.forgotten.read(hash);
  if (wish === null) return { kind: 'done' };
  const { users } = wish;
  const told = { counts: await store.personal.count(users), workflows: await store.personal.workflowsOf(users) };
  await store.forgotten.note(hash, told);
  // Only once: who has come to the end meanwhile has removed what was emptied.
  if (wish.quietAt === null) await tellEverybody(wish, dependencies);
  await store.forgotten.note(hash, { quietAt: now() + quiet });
  return purge(hash, dependencies);
}

/**
 * Nobody takes anything in for the user any more, or decides anything. Who became one with the user while this was under
 * way is the same person, and forgotten as well.
 */
async function tellEverybody(wish: Forgetting, dependencies: ForgetDependencies): Promise<void> {
  const known = await withJoined(wish, dependencies);
  await dependencies.store.forgotten.bar(known);
  for (const user of known.users) await empty(user, known.hash, dependencies);
  // Whoever had read the user before may have been faster; now that all are emptied nobody is any more.
  const all = await withJoined(known, dependencies);
  if (all.users.length > known.users.length) await tellEverybody(all, dependencies);
}

/** The wish as it is kept from now on, with the ids that have become one with the user's since it was asked for. */
async function withJoined(wish: Forgetting, { store }: ForgetDependencies): Promise<Forgetting> {
  const { hash, users } = wish;
  const joined = (await store.personal.idsOf(users[0] ?? '')).filter((id) => !users.includes(id));
  if (joined.length === 0) return wish;
  const all = [...users, ...joined];
  const [counts, workflows] = [await store.personal.count(all), await store.personal.workflowsOf(joined)];
  await store.forgotten.note(hash, { users: joined, counts, workflows });
  return { ...wish, users: all };
}

/** Deletes what is found, and comes to the end where nothing is found any more. */
async function purge(hash: string, dependencies: ForgetDependencies): Promise<Passed> {
  const { store, now, clock } = dependencies;
  // As it is now: with the workflows that were noted, and not of somebody new who has been let in since.
  const wish = await store.forgotten.read(hash);
  if (wish === null) return { kind: 'done' };
  const { users, pseudonym, quietAt } = wish;
  await store.personal.purge(users, pseudonym);
  await store.refreshes.unname(users);
  const executions = await endExecutions(wish, dependencies);
  if (quietAt === null || now() < quietAt) return { kind: 'waiting', until: quietAt ?? now() + lookAgain };
  if (executions > 0 || Object.keys(await store.personal.count(users)).length > 0)
    return { kind: 'waiting', until: now() + lookAgain };
  await store.users.remove(users);
  await store.forgotten.finish(wish, clock.at(now(), users[0] ?? ''));
  return { kind: 'done' };
}

/** Ends and deletes what Temporal has of the user; deleted is what a later look does not find. */
async function endExecutions(
  { hash, users, workflows }: Forgetting,
  { store, temporal }: ForgetDependencies,
): Promise<number> {
  const executions = await executionsOf(temporal, { workflows, users });
  await store.forgotten.note(hash, { counts: { executions: executions.length } });
  for (const execution of executions) await deleteExecution(temporal, execution);
  return executions.length;
}

/** The same user's other writers may win a few times, each time by something that is forgotten all the same. */
const tries = 50;

/** Notes what the document alone tells, and then leaves nothing in it. */
async function empty(id: string, hash: string, { store, now }: ForgetDependencies): Promise<void> {
  for (let lost = 0; lost < tries; lost++) {
    const user = await store.users.read(id);
    // An alias tells of nobody but whom it leads to.
    if (user.id !== id) {
      if (await store.users.emptyAlias(id, now())) return;
      continue;
    }
    if (user.forgotten && user.revision > 0) return;
    const { workflows, suppressed } = planOf(user);
    await store.forgotten.note(hash, { workflows });
    await store.forgotten.suppress(suppressed);
    if (await store.users.empty(user, now())) return;
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while being forgotten`);
}
