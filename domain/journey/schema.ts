import { z } from 'zod';
import {
  AnyCondition,
  Constant,
  Duration,
  EventName,
  example,
  Name,
  NotYet,
  Share,
  Words,
} from '../authored/schema.ts';

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

/** Constants for templates: `{{ vars.docs }}`. */
const Vars = z.record(z.string().regex(/^[A-Za-z_]\w{0,39}$/, { error: 'a name of letters, digits and _' }), Constant);

const per = 'a property of the entry event, such as entry.properties.projectId';

/** Kept without the `entry` it begins with: every key is a path inside the event. */
const Per = z
  .string({ error: per })
  .regex(/^entry\.properties(\.[^\p{Cc}.]+)+$/u, { error: per })
  .max(200, { error: `${per}, at most 200 characters` })
  .transform((path) => path.slice('entry.'.length));

const priority = 'a whole number from 0 to 1000';
const Priority = z.int({ error: priority }).min(0, { error: priority }).max(1_000, { error: priority });

const holdout = 'a share above 0% and below 100%';
const Holdout = Share.refine((share) => share > 0 && share < 1, { error: holdout });

/** Steps are read one by one, by their kind. */
export const Steps = z.array(z.unknown(), { error: 'a list of steps' });
/** A list that has to do something. */
export const SomeSteps = Steps.min(1, { error: 'at least one step' });

export const Enrols = z.array(z.unknown(), { error: 'a list of ways in' }).min(1, { error: 'at least one way in' });
export const Leaves = z.array(z.unknown(), { error: 'a list of ways out' });

/** `<journey>/journey.yaml`. */
export const Journey = z.strictObject({
  journey: Name,
  description: Words.optional(),
  enrol: Enrols,
  again: Again.optional(),
  per: Per.optional(),
  exclusive: Name.optional(),
  priority: Priority.optional(),
  holdout: Holdout.optional(),
  goal: Goal.optional(),
  leave: Leaves.optional(),
  vars: Vars.optional(),
  steps: SomeSteps,
});
