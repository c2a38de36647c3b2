import { z } from 'zod';
import { Duration, EventName, example, Name, Words } from '../../authored/schema.ts';

const OfTrait = z.strictObject(
  { trait: z.string({ error: 'the name of a trait' }).describe('A declared trait that holds a date.') },
  { error: example('a trait, such as { trait: signedUpAt }') },
);
const OfEvent = z.strictObject(
  { event: EventName.describe('An event, as it is sent or named.') },
  { error: example('an event, such as { event: Signed Up }') },
);
const Seen = z.enum(['first_seen', 'last_seen']);

const date = '{ trait: signedUpAt }, { event: Signed Up }, first_seen or last_seen';
const DateOf = z.union([Seen, OfTrait, OfEvent], { error: date });

const On = z
  .union([EventName, z.array(EventName).min(1, { error: 'at least one event' })], {
    error: 'the name of an event, or a list of them',
  })
  .optional()
  .describe('The events that count, as they are sent or named. Without it whatever the user does.');

const ActiveDays = z.strictObject(
  { within: Duration.describe('Within how long until now, at most 90d.'), on: On },
  { error: example('a window, such as { within: 28d }') },
);

const Sessions = z.strictObject(
  {
    gap: Duration.describe('A longer pause ends a session, at most 1d.'),
    within: Duration.optional().describe('Within how long until now sessions have begun. Without it ever.'),
    on: On,
  },
  { error: example('a gap, such as { gap: 30m, within: 7d }') },
);

const by = 'event, hour or a property such as properties.topic';

const Preferred = z.strictObject(
  {
    on: On,
    by: z
      .string({ error: by })
      .regex(/^(event|hour|properties(\.[^\p{Cc}.]+)+)$/u, { error: by })
      .max(200, { error: by })
      .describe("What is preferred: the event, the hour of the user's day, or a property's value."),
    half_life: Duration.describe('What was done so long ago counts half; at least 1h.'),
  },
  { error: example('what is preferred, such as { on: Article Read, by: properties.topic, half_life: 14d }') },
);

const TimeTo = z.strictObject(
  {
    milestone: Name.describe('The milestone that is reached.'),
    from: DateOf.describe('From when the time is counted; of an event, from its first time.'),
  },
  { error: example('a milestone and a date, such as { milestone: project, from: first_seen }') },
);

/** One entry of `features:` in `profile.yaml`: exactly one kind, and what it means. */
export const Feature = z.strictObject(
  {
    days_since: DateOf.optional().describe('Whole days since a date; of an event, since its last time.'),
    active_days: ActiveDays.optional().describe('On how many days, of UTC, the user did something.'),
    sessions: Sessions.optional().describe('How many sessions the user began.'),
    preferred: Preferred.optional().describe('What the user does most, of late.'),
    progress: z
      .array(Name, { error: 'a list of milestones' })
      .min(1, { error: 'at least one milestone' })
      .optional()
      .describe('The share of these milestones that the user has completed, from 0 to 1.'),
    time_to: TimeTo.optional().describe('Hours from a date to a milestone.'),
    description: Words.optional().describe('What it means, for readers.'),
  },
  { error: example('a feature, such as { days_since: { trait: signedUpAt } }') },
);
export type Feature = z.infer<typeof Feature>;

/** Features are read one by one. */
export const Features = z.record(z.string(), z.unknown());

/** Underscores read well behind `features.`, and dashes are those of other names. */
export const FeatureName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, { error: 'a name of at most 40 characters: a-z, 0-9, _ and -' });
