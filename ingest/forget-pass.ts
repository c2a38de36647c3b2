import { planOf } from '../domain/forgetting/plan.ts';
import type { Forgetting } from '../domain/forgetting/proof.ts';
import { UsherError } from '../domain/errors.ts';
import { second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import { deleteExecution, executionsOf } from './executions.ts';
import type { ForgetDependencies } from './forget.ts';

/** What a pass came to: nothing is left; or what is left is looked at again at this real instant. */
export type Passed = { readonly kind: 'done' } | { readonly kind: 'waiting'; readonly until: Instant };

/**
 * An attempt to deliver has twenty seconds, a decision ten: who has read a document before it was emptied has by then
 * written what there was to write, or fails.
 */
const usualQuiet: Milliseconds = 30 * second;
/** Temporal deletes within a second or so. */
const lookAgain: Milliseconds = second;

/** Does what can be done now to forget somebody, from wherever it was left. */
export async function forgetNow(forgetting: Forgetting, dependencies: ForgetDependencies): Promise<Passed> {
  const { store, now, clock, quiet = usualQuiet } = dependencies;
  const { hash, users, pseudonym } = forgetting;
  const { personal, forgotten } = store;
  await forgotten.bar(forgetting);
  await forgotten.note(hash, { counts: await personal.count(users), workflows: await personal.workflowsOf(users) });
  for (const user of users) await empty(user, hash, dependencies);
  await forgotten.note(hash, { quietAt: now() + quiet });
  await personal.purge(users, pseudonym);
  const { quietAt, found } = await endExecutions(hash, users, dependencies);
  if (now() < quietAt) return { kind: 'waiting', until: quietAt };
  if (found > 0 || Object.keys(await personal.count(users)).length > 0)
    return { kind: 'waiting', until: now() + lookAgain };
  await store.users.remove(users);
  await forgotten.finish(forgetting, clock.at(now(), users[0] ?? ''));
  return { kind: 'done' };
}

/** Ends and deletes what Temporal has of the user; deleted is what a later look does not find. */
async function endExecutions(
  hash: string,
  users: readonly string[],
  { store, temporal }: ForgetDependencies,
): Promise<{ readonly quietAt: Instant; readonly found: number }> {
  const noted = await store.forgotten.read(hash);
  // Somebody else has come to the end meanwhile, and has found nothing.
  if (noted === null) return { quietAt: 0, found: 0 };
  const executions = await executionsOf(temporal, { workflows: noted.workflows, users });
  await store.forgotten.note(hash, { counts: { executions: executions.length } });
  for (const execution of executions) await deleteExecution(temporal, execution);
  return { quietAt: noted.quietAt ?? Infinity, found: executions.length };
}

/** The same user's other writers may win a few times, each time by something that is forgotten all the same. */
const tries = 50;

/** Notes what the document alone tells, and then leaves nothing in it. */
async function empty(id: string, hash: string, { store, now }: ForgetDependencies): Promise<void> {
  for (let lost = 0; lost < tries; lost++) {
    const user = await store.users.read(id);
    if (user.forgotten && user.revision > 0) return;
    const { workflows, suppressed } = planOf(user);
    await store.forgotten.note(hash, { workflows });
    await store.forgotten.suppress(suppressed);
    if (await store.users.empty(user, now())) return;
  }
  throw new UsherError('USER_BUSY', `user was changed by others ${tries} times in a row while being forgotten`);
}
