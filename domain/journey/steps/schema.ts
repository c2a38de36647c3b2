import { z } from 'zod';
import {
  AnyCondition,
  Constant,
  Days,
  Duration,
  EventName,
  example,
  Name,
  Offset,
  TimeOfDay,
  Words,
} from '../../authored/schema.ts';
import { SomeSteps, Steps } from '../schema.ts';

/** What every step may say beside its kind. */
const beside = {
  id: Name.optional().describe('Its id, in place of the one that comes from what the step names.'),
  when: AnyCondition.optional().describe('Without this the step is passed over; asked when the user comes to it.'),
};

const FirstOf = z.strictObject({
  first_of: z
    .array(Name, { error: 'a list of templates' })
    .min(1, { error: 'at least one template' })
    .describe('The first of these that may go out now is sent.'),
});

export const Hold = z.strictObject(
  {
    at_most: Duration.describe('How long the nudge is held, from the arrival at the step.'),
    else: z
      .literal('skip', { error: 'skip' })
      .optional()
      .meta({ description: 'What happens when there was no room until then.', default: 'skip' }),
  },
  { error: example('how long to hold a nudge back, such as { at_most: 2d, else: skip }') },
);

export const Send = z.strictObject({
  send: z
    .union([Name, FirstOf], { error: 'the name of a template, or { first_of: [ … ] }' })
    .describe('The folder in templates/ of what is sent.'),
  ...beside,
  hold: Hold.optional().describe(
    'How long a nudge that may not go out now is worth waiting for. Without it, until it may.',
  ),
});

export const Show = z.strictObject({
  show: Name.describe('The slot of slots/ whose rules choose what goes into the inbox of the product.'),
  ...beside,
  hold: Hold.optional().describe(
    'How long a nudge that may not go out now is worth waiting for. Without it, until it may; the rules are asked again then.',
  ),
});

/** Tests of an event's properties, read by their own parser. */
export const Where = z.unknown().refine((value) => value !== undefined, { error: 'tests of properties' });

/** One thing a wait of several waits for: `on` with `where`, or `for`. */
export const Clause = z.strictObject(
  {
    id: Name.optional().describe('Its name, in place of the one of its event or condition.'),
    on: EventName.optional().describe('The event that is waited for.'),
    where: Where.optional().describe('What the properties of that event have to be.'),
    for: AnyCondition.optional().describe('The condition that is waited for, in place of an event.'),
    steps: Steps.optional().meta({ description: 'Of any: what happens when this was the one.', default: [] }),
  },
  { error: example('what to wait for, such as { on: Import Finished }') },
);

export const Clauses = z
  .array(z.unknown(), { error: 'a list of what to wait for' })
  .min(1, { error: 'at least one thing to wait for' });

/** What is waited for: exactly one of `for`, `on`, `any` and `all`. */
export const Waiting = z.strictObject(
  {
    for: AnyCondition.optional().describe('The condition that is waited for; of a nudge, clicked or opened.'),
    on: EventName.optional().describe('The event that is waited for.'),
    where: Where.optional().describe('What the properties of that event have to be.'),
    any: Clauses.optional().describe('Several things of which the first that happens counts.'),
    all: Clauses.optional().describe('Several things that all have to happen, in any order.'),
    since: z.enum(['step', 'entry']).optional().meta({
      description: 'From when events count: the arrival at the step, or entry. Clicks and openings count from entry.',
      default: 'step',
    }),
    nudge: Name.optional().describe(
      'Beside for: clicked or for: opened, the id of a step before it that sends: what is waited for is that its nudge is.',
    ),
    at_most: Duration.describe('How long to wait, from the arrival at the step.'),
  },
  { error: example('what to wait for, such as { for: { completed: profile }, at_most: 2d }') },
);

export const Wait = z.strictObject({
  wait: Waiting.describe('What is waited for, and how long: one of for, on, any and all, with at_most.'),
  ...beside,
  as: Name.optional().describe('The name by which templates and references find the event that came.'),
  timeout: Steps.optional().meta({
    description: 'What happens when it was in vain, before the journey goes on below.',
    default: [],
  }),
});

const UntilTime = z.strictObject({
  time: TimeOfDay.describe('The next time that clocks where the user is show this.'),
  on: Days.optional().describe('Only on these days. Without it on any day.'),
});

const UntilTrait = z.strictObject({
  trait: z.string({ error: 'the name of a trait' }).describe('The trait that holds the date, declared as one.'),
  offset: Offset.optional().meta({ description: 'How much later that is, or with a minus earlier.', default: '0s' }),
  at: TimeOfDay.optional().describe(
    'Moved to this time of that day, where the user is. Without it at the time that the date holds.',
  ),
});

const until = 'a time of day, such as { time: "09:00" }, or a date, such as { trait: trialEndsAt, offset: -3d }';

export const Until = z.strictObject({
  until: z.union([UntilTime, UntilTrait], { error: until }).describe('When the delay ends.'),
  past: z
    .enum(['skip', 'now'])
    .optional()
    .describe(
      'Beside a trait, and only there, it has to be said: when the date is past or missing, skip passes over the delay and the step after it, now only over the delay.',
    ),
});

export const Delay = z.strictObject({
  delay: z
    .union([Duration, Until], { error: 'a duration such as 3d, 12h or 30m, at most 400d, or { until: … }' })
    .describe('How long, or until when, the journey stands still.'),
  ...beside,
});

/** One case of a branch: `when` with `steps`, or `otherwise`. */
export const Case = z.strictObject(
  {
    id: Name.optional().describe('What the case is called in explanations, in place of what its condition names.'),
    when: AnyCondition.optional().describe('The condition of the case.'),
    steps: Steps.optional().describe('What happens in it; may be empty.'),
    otherwise: Steps.optional().describe(
      'In place of when and steps, as the last case: what happens where no other holds.',
    ),
  },
  { error: example('a case, such as { when: …, steps: … }') },
);

export const Cases = z.array(z.unknown(), { error: 'a list of cases' }).min(1, { error: 'at least one case' });

export const Branch = z.strictObject({
  branch: Cases.describe('The cases; the first that holds is taken. Where none does, the journey goes on below.'),
  ...beside,
});

export const Experiment = z.strictObject({
  experiment: Name.describe('The experiment of experiments.yaml that splits the users.'),
  ...beside,
  arms: z
    .record(z.string(), Steps, { error: 'the steps of each arm, such as { control: [], video: [ … ] }' })
    .describe('What happens in each of its arms. Whoever is in none goes on below.'),
});

const rounds = 'a whole number of rounds from 1 to 100';

export const Repeat = z.strictObject({
  repeat: z
    .strictObject(
      {
        up_to: z
          .int({ error: rounds })
          .min(1, { error: rounds })
          .max(100, { error: rounds })
          .describe('How many rounds at most.'),
        every: Duration.optional().describe(
          'How long after the beginning of one round the next begins at the earliest. Without it the steps have to hold a wait or a delay.',
        ),
        until: AnyCondition.optional().describe('Asked before each round: when it holds, there is none.'),
      },
      { error: example('how often, such as { up_to: 3, every: 3d }') },
    )
    .describe('How often.'),
  ...beside,
  steps: SomeSteps.describe('The steps of a round.'),
});

export const Set = z.strictObject({
  set: z
    .record(z.string(), Constant, { error: 'traits and their values, such as { traits.onboarded: true }' })
    .describe('Traits that profile.yaml declares with one value, and what they become.'),
  ...beside,
});

export const Start = z.strictObject({
  start: Name.describe('Another journey that the user enters, if it lets them in; it is not waited for.'),
  ...beside,
});

export const Exit = z.strictObject({
  exit: Words.describe('Ends the enrolment as finished, with this word for reports.'),
  ...beside,
});
