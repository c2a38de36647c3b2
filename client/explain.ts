import { z } from 'zod';
import { nowFor, type UsherContext } from './context.ts';
import { explainUser, type Explanation } from './explain/explanation.ts';
import { readInput } from './input.ts';
import { knownUser } from './known-user.ts';

const Explain = z.strictObject({
  /** Also answers why the user has not got this template, or that they have. */
  whyNot: z.string().min(1, { error: 'is empty; expected the name of a template' }).optional(),
  /** Only what has happened since this instant, in milliseconds since 1970. */
  since: z.number().optional(),
});
/** What of a user is to be explained. */
export type Explain = z.input<typeof Explain>;

/**
 * Where a user is, what was sent, what was not, and why: the same as `usher explain --json` tells. Instants are
 * milliseconds since 1970. It works long after workflows are gone from Temporal.
 * @throws UsherError REQUEST_INVALID, USER_UNKNOWN, USER_FORGOTTEN, TEMPLATE_UNKNOWN
 * @example
 * const { standings, story } = await usher.explain('bo');
 * for (const { journey, status, why } of standings) console.log(journey, status, why);
 * @example
 * const { whyNot } = await usher.explain('bo', { whyNot: 'welcome' });
 * for (const { journey, came, because } of whyNot?.ways ?? []) console.log(journey, came, because);
 */
export async function explain(context: UsherContext, userId: string, asked: Explain = {}): Promise<Explanation> {
  const { whyNot, since } = readInput(Explain, asked);
  const user = await knownUser(context, userId);
  return explainUser(context.store, user, {
    now: nowFor(context, user.id),
    ...(whyNot !== undefined && { whyNot }),
    ...(since !== undefined && { since: () => since }),
  });
}
