import { nowFor, type UsherContext } from './context.ts';
import { explainUser, type Explanation } from './explain/explanation.ts';
import { knownUser } from './known-user.ts';
import { UsherError } from '../domain/errors.ts';

/**
 * Where a user is, what was sent, what was not, and why: the same as `usher explain --json` tells. Instants are
 * milliseconds since 1970. It works long after workflows are gone from Temporal.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN
 * @example
 * const { standings, story } = await usher.explain('bo');
 * for (const { journey, status, why } of standings) console.log(journey, status, why);
 */
export async function explain(context: UsherContext, userId: string): Promise<Explanation> {
  const { id } = await knownUser(context, userId);
  const explanation = await explainUser(context.store, id, { now: nowFor(context, id) });
  if (explanation === null) throw new UsherError('USER_UNKNOWN', `${id} was forgotten just now`);
  return explanation;
}
