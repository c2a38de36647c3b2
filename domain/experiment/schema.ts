import { z } from 'zod';
import { AnyCondition, Duration, EventName, example, Name, Share } from '../authored/schema.ts';

const weight = 'a weight in percent, such as 50 or 12.5';
const Weight = z
  .number({ error: weight })
  .gt(0, { error: weight })
  .max(100, { error: weight })
  .multipleOf(0.01, { error: `${weight}, with at most two decimals` });

const worse = 'a difference in percentage points, such as 0.5pp';
const WorseBy = z.string({ error: worse }).regex(/^\d{1,2}(\.\d{1,2})?pp$/, { error: worse });

const users = 'a whole number of users';
const days = 'a whole number of days';

/** One entry of `experiments.yaml`; `primary`, `guardrails` and `minimum` are for its analysis. */
export const Experiment = z.strictObject(
  {
    description: z.string({ error: 'text' }).optional().describe('What is asked, for people who read about it.'),
    arms: z
      .record(Name, Weight, { error: 'arms and their weights, such as { control: 50, video: 50 }' })
      .describe('From 2 to 20 arms, one of them control, and their weights in percent, 100 together.'),
    coverage: Share.refine((share) => share > 0, { error: 'a share above 0%' })
      .optional()
      .meta({ description: 'The share of users who take part, above 0%.', default: '100%' }),
    target: AnyCondition.optional().describe('Who takes part. Without it everybody does.'),
    primary: z
      .strictObject(
        {
          on: EventName.describe('The event that counts as success.'),
          within: Duration.describe('How long after the exposure it counts.'),
        },
        { error: example('an event and a time, such as { on: Project Created, within: 14d }') },
      )
      .optional()
      .describe('For the analysis: what the experiment is about.'),
    guardrails: z
      .array(
        z.strictObject(
          {
            on: EventName.describe('An event that must not become more frequent.'),
            worse_by: WorseBy.describe('By how many percentage points it may, at most.'),
          },
          { error: example('an event and a limit, such as { on: Unsubscribed, worse_by: 0.5pp }') },
        ),
        { error: 'a list of guardrails' },
      )
      .optional()
      .describe('For the analysis: what must not get worse.'),
    minimum: z
      .strictObject(
        {
          users: z.int({ error: users }).min(1, { error: users }).describe('At least so many users.'),
          days: z
            .int({ error: days })
            .min(1, { error: days })
            .max(400, { error: `${days}, at most 400` })
            .describe('At least so many days.'),
        },
        { error: example('how much is enough, such as { users: 2000, days: 14 }') },
      )
      .optional()
      .describe('For the analysis: before that nothing is concluded.'),
  },
  { error: example('an experiment, such as { arms: { control: 50, video: 50 } }') },
);
