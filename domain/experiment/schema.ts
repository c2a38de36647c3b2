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
    description: z.string({ error: 'text' }).optional(),
    arms: z.record(Name, Weight, { error: 'arms and their weights, such as { control: 50, video: 50 }' }),
    coverage: Share.refine((share) => share > 0, { error: 'a share above 0%' }).optional(),
    target: AnyCondition.optional(),
    primary: z
      .strictObject(
        { on: EventName, within: Duration },
        { error: example('an event and a time, such as { on: Project Created, within: 14d }') },
      )
      .optional(),
    guardrails: z
      .array(
        z.strictObject(
          { on: EventName, worse_by: WorseBy },
          { error: example('an event and a limit, such as { on: Unsubscribed, worse_by: 0.5pp }') },
        ),
        { error: 'a list of guardrails' },
      )
      .optional(),
    minimum: z
      .strictObject(
        {
          users: z.int({ error: users }).min(1, { error: users }),
          days: z
            .int({ error: days })
            .min(1, { error: days })
            .max(400, { error: `${days}, at most 400` }),
        },
        { error: example('how much is enough, such as { users: 2000, days: 14 }') },
      )
      .optional(),
  },
  { error: example('an experiment, such as { arms: { control: 50, video: 50 } }') },
);
