import { z } from 'zod';
import { AnyCondition, Constant, Duration, EventName, example, Name, Share, Words } from '../authored/schema.ts';

/** Where people look for what a wait has beside its event. */
export const NoWhere = z.never({ error: 'no where: what has to hold for the user stands in when' }).optional();

/** One way in: an event or a segment, on a condition. */
export const Enrol = z.strictObject(
  {
    on: EventName.optional().describe('Who does this event enters, as of its timestamp.'),
    first: z
      .boolean()
      .optional()
      .meta({ description: 'Only the first such event of a user counts, by receipt.', default: false }),
    segment: Name.optional().describe(
      'Who comes into this segment enters: by the event that makes it true, or at the instant from which it is true by time alone.',
    ),
    backfill: z.enum(['all', 'from-now'], { error: 'all or from-now' }).optional().meta({
      description:
        'Whether those enter, too, who are in the segment already when this way in, or another meaning of the segment, is published.',
      default: 'from-now',
    }),
    when: AnyCondition.optional().describe('What has to hold for the user at that moment.'),
    where: NoWhere,
  },
  { error: example('a way in, such as { on: Signed Up } or { segment: newcomers }') },
);

/** One way out: exactly one of the keys. */
export const Leave = z.strictObject(
  {
    on: EventName.optional().describe('Ends the enrolment when this event is done at or after entry.'),
    segment: Name.optional().describe('Ends it when the user is in this segment.'),
    after: Duration.optional().describe('Ends it this long after entry.'),
  },
  { error: example('a way out, such as { on: Account Deleted }') },
);

const Again = z.union(
  [
    z.enum(['never', 'always']),
    z.strictObject({ after: Duration.describe('The time that has to be over since the last enrolment ended.') }),
  ],
  {
    error: 'never, always or { after: 30d }',
  },
);

export const Goal = z.strictObject(
  {
    milestone: Name.describe('The milestone that the journey exists for.'),
    within: Duration.describe('How long after entry its event counts, by timestamps, both ends included.'),
  },
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

export const Enrols = z
  .array(z.unknown(), { error: 'a list of ways in, such as [{ on: Signed Up }]' })
  .min(1, { error: 'at least one way in, such as { on: Signed Up }' });
export const Leaves = z.array(z.unknown(), { error: 'a list of ways out, such as [{ on: Account Deleted }]' });

/** `<journey>/journey.yaml`. */
export const Journey = z.strictObject({
  journey: Name.describe('The name of the journey, which is that of its folder.'),
  description: Words.optional().describe('What the journey is for, for people who read about it.'),
  enrol: Enrols.describe('Who enters: whoever comes by any of these ways.'),
  again: Again.optional().meta({
    description:
      'Who may come back after their enrolment has ended: nobody, everybody, or who ended it long enough ago.',
    default: 'never',
  }),
  per: Per.optional().describe(
    'The property of the entry event that tells enrolments of one user apart: one open enrolment for each user and value. Without it a user has one.',
  ),
  exclusive: Name.optional().describe('The group of journeys of which a user is in one at a time.'),
  priority: Priority.optional().meta({
    description:
      'Where one event opens several journeys, the highest goes first. Nobody is displaced from an open one.',
    default: 0,
  }),
  holdout: Holdout.optional().describe(
    'The share of those who would enter that is kept out, above 0% and below 100%; their goal is counted all the same. Without it nobody is.',
  ),
  goal: Goal.optional().describe('What the journey exists for; reaching it ends the enrolment as converted.'),
  leave: Leaves.optional().describe('What ends an enrolment before its steps do, as left: any of these.'),
  vars: Vars.optional().describe('Constants for the templates that this journey sends, as {{ vars.docs }}.'),
  steps: SomeSteps.describe('What happens, from top to bottom.'),
});
