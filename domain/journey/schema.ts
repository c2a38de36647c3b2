import { z } from 'zod';
import { AnyCondition, Duration, EventName, example, Name, NotYet, Words } from '../authored/schema.ts';

/** One way in: an event, on a condition. */
export const Enrol = z.strictObject(
  {
    on: EventName,
    first: z.boolean().optional(),
    when: AnyCondition.optional(),
    segment: NotYet,
  },
  { error: example('a way in, such as { on: Signed Up }') },
);

/** One way out: exactly one of the keys. */
export const Leave = z.strictObject(
  {
    on: EventName.optional(),
    segment: Name.optional(),
    after: Duration.optional(),
  },
  { error: example('a way out, such as { on: Account Deleted }') },
);

const Again = z.union([z.enum(['never', 'always']), z.strictObject({ after: Duration })], {
  error: 'never, always or { after: 30d }',
});

export const Goal = z.strictObject(
  { milestone: Name, within: Duration },
  { error: example('a milestone and a time, such as { milestone: project, within: 14d }') },
);

const variable = z.union([z.string(), z.number(), z.boolean()], { error: 'text, a number, true or false' });

/** Constants for templates: `{{ vars.docs }}`. */
const Vars = z.record(z.string().regex(/^[A-Za-z_]\w{0,39}$/, { error: 'a name of letters, digits and _' }), variable);

/** Steps are read one by one, by their kind. */
export const Steps = z.array(z.unknown(), { error: 'a list of steps' });

/** `<journey>/journey.yaml`. */
export const Journey = z.strictObject({
  journey: Name,
  description: Words.optional(),
  enrol: z.array(z.unknown(), { error: 'a list of ways in' }).min(1, { error: 'at least one way in' }),
  again: Again.optional(),
  goal: Goal.optional(),
  leave: z.array(z.unknown(), { error: 'a list of ways out' }).optional(),
  vars: Vars.optional(),
  steps: Steps.min(1, { error: 'at least one step' }),
  per: NotYet,
  exclusive: NotYet,
  priority: NotYet,
  holdout: NotYet,
});
