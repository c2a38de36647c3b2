import { z } from 'zod';
import { AnyCondition, Duration, example, Name, NotYet, Words } from '../../authored/schema.ts';
import { Steps } from '../schema.ts';

/** What every step may say beside its kind. */
const beside = { id: Name.optional(), when: NotYet };

export const Send = z.strictObject({ send: Name, ...beside, hold: NotYet });

export const Wait = z.strictObject({
  wait: z.strictObject(
    {
      for: AnyCondition,
      at_most: Duration,
      any: NotYet,
      all: NotYet,
      since: NotYet,
      nudge: NotYet,
    },
    { error: example('what to wait for, such as { for: { completed: profile }, at_most: 2d }') },
  ),
  ...beside,
  timeout: Steps.optional(),
  as: NotYet,
});

export const Delay = z.strictObject({ delay: Duration, ...beside, past: NotYet });

/** One case of a branch: `when` with `steps`, or `otherwise`. */
export const Case = z.strictObject(
  {
    id: Name.optional(),
    when: AnyCondition.optional(),
    steps: Steps.optional(),
    otherwise: Steps.optional(),
  },
  { error: example('a case, such as { when: …, steps: … }') },
);

export const Branch = z.strictObject({
  branch: z.array(z.unknown(), { error: 'a list of cases' }).min(1, { error: 'at least one case' }),
  ...beside,
});

export const Exit = z.strictObject({ exit: Words, ...beside });
