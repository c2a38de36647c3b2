import { z } from 'zod';
import { AnyCondition, Duration, Name, NotYet, Words } from '../../authored/schema.ts';
import { Steps } from '../schema.ts';

/** What every step may say beside its kind. */
const beside = { id: Name.optional(), when: NotYet };

export const Send = z.strictObject({ send: Name, ...beside, hold: NotYet });

export const Wait = z.strictObject({
  wait: z.strictObject({
    for: AnyCondition,
    at_most: Duration,
    any: NotYet,
    all: NotYet,
    since: NotYet,
    nudge: NotYet,
  }),
  ...beside,
  timeout: Steps.optional(),
  as: NotYet,
});

export const Delay = z.strictObject({ delay: Duration, ...beside, past: NotYet });

/** One case of a branch: `when` with `steps`, or `otherwise`. */
export const Case = z.strictObject({
  id: Name.optional(),
  when: AnyCondition.optional(),
  steps: Steps.optional(),
  otherwise: Steps.optional(),
});

export const Branch = z.strictObject({
  branch: z.array(z.unknown(), { error: 'a list of cases' }).min(1, { error: 'at least one case' }),
  ...beside,
});

export const Exit = z.strictObject({ exit: Words, ...beside });
