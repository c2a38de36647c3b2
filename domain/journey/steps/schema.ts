import { z } from 'zod';
import {
  AnyCondition,
  Constant,
  Duration,
  EventName,
  example,
  Name,
  NotYet,
  Offset,
  TimeOfDay,
  Words,
} from '../../authored/schema.ts';
import { SomeSteps, Steps } from '../schema.ts';

/** What every step may say beside its kind. */
const beside = { id: Name.optional(), when: AnyCondition.optional() };

const FirstOf = z.strictObject({
  first_of: z.array(Name, { error: 'a list of templates' }).min(1, { error: 'at least one template' }),
});

const Hold = z.strictObject(
  { at_most: Duration, else: z.literal('skip', { error: 'skip' }).optional() },
  { error: example('how long to hold a nudge back, such as { at_most: 2d, else: skip }') },
);

export const Send = z.strictObject({
  send: z.union([Name, FirstOf], { error: 'the name of a template, or { first_of: [ … ] }' }),
  ...beside,
  hold: Hold.optional(),
});

/** Tests of an event's properties, read by their own parser. */
export const Where = z.unknown().refine((value) => value !== undefined, { error: 'tests of properties' });

/** One thing a wait of several waits for: `on` with `where`, or `for`. */
export const Clause = z.strictObject(
  {
    id: Name.optional(),
    on: EventName.optional(),
    where: Where.optional(),
    for: AnyCondition.optional(),
    steps: Steps.optional(),
  },
  { error: example('what to wait for, such as { on: Import Finished }') },
);

export const Clauses = z
  .array(z.unknown(), { error: 'a list of what to wait for' })
  .min(1, { error: 'at least one thing to wait for' });

/** What is waited for: exactly one of `for`, `on`, `any` and `all`. */
export const Waiting = z.strictObject(
  {
    for: AnyCondition.optional(),
    on: EventName.optional(),
    where: Where.optional(),
    any: Clauses.optional(),
    all: Clauses.optional(),
    since: z.enum(['step', 'entry']).optional(),
    at_most: Duration,
    nudge: NotYet,
  },
  { error: example('what to wait for, such as { for: { completed: profile }, at_most: 2d }') },
);

export const Wait = z.strictObject({ wait: Waiting, ...beside, as: Name.optional(), timeout: Steps.optional() });

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const onDays = 'weekdays, weekends, or a list of days such as [mon, thu]';

const UntilTime = z.strictObject({
  time: TimeOfDay,
  on: z.union([z.enum(['weekdays', 'weekends', ...days]), z.array(z.enum(days)).min(1)], { error: onDays }).optional(),
});

const UntilTrait = z.strictObject({
  trait: z.string({ error: 'the name of a trait' }),
  offset: Offset.optional(),
  at: TimeOfDay.optional(),
});

const until = 'a time of day, such as { time: "09:00" }, or a date, such as { trait: trialEndsAt, offset: -3d }';

export const Until = z.strictObject({
  until: z.union([UntilTime, UntilTrait], { error: until }),
  past: z.enum(['skip', 'now']).optional(),
});

export const Delay = z.strictObject({
  delay: z.union([Duration, Until], { error: 'a duration such as 3d, 12h or 30m, at most 400d, or { until: … }' }),
  ...beside,
});

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

export const Cases = z.array(z.unknown(), { error: 'a list of cases' }).min(1, { error: 'at least one case' });

export const Branch = z.strictObject({ branch: Cases, ...beside });

export const Experiment = z.strictObject({
  experiment: Name,
  ...beside,
  arms: z.record(z.string(), Steps, { error: 'the steps of each arm, such as { control: [], video: [ … ] }' }),
});

const rounds = 'a whole number of rounds from 1 to 100';

export const Repeat = z.strictObject({
  repeat: z.strictObject(
    {
      up_to: z.int({ error: rounds }).min(1, { error: rounds }).max(100, { error: rounds }),
      every: Duration.optional(),
      until: AnyCondition.optional(),
    },
    { error: example('how often, such as { up_to: 3, every: 3d }') },
  ),
  ...beside,
  steps: SomeSteps,
});

export const Set = z.strictObject({
  set: z.record(z.string(), Constant, { error: 'traits and their values, such as { traits.onboarded: true }' }),
  ...beside,
});

export const Start = z.strictObject({ start: Name, ...beside });

export const Exit = z.strictObject({ exit: Words, ...beside });
