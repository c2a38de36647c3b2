import { z } from 'zod';
import { Days, Duration, example, Name, Share, TimeOfDay } from '../authored/schema.ts';
import { parseDuration } from '../time/duration.ts';
import { day } from '../time/instant.ts';
import type { Window } from './policy.ts';

const channel = 'email, in-app, webhook or push';

/** `push` is a word of the language without effect yet: what speaks of it warns. */
const Channel = z.enum(['email', 'in-app', 'webhook', 'push'], { error: channel });

const per = 'hour, day or month, a length such as 12h or 7d, or enrolment';
const week = '7d, seven rolling days: nobody agrees on which day a week begins';
/** As long as any duration: what is older is kept nowhere. */
const longest = 400 * day;

/** Weeks get words of their own; so does what only looks like one. */
function perError({ input }: { readonly input?: unknown }): string {
  return typeof input === 'string' && /^(week|\d+w)$/.test(input) ? week : per;
}

const Per = z
  .string({ error: per })
  .regex(/^(hour|day|month|enrolment|\d{1,4}[hd])$/, { error: perError })
  .transform((text, context): Window => {
    if (text === 'enrolment') return { kind: 'enrolment' };
    if (text === 'hour' || text === 'day' || text === 'month') return { kind: 'calendar', unit: text };
    const length = parseDuration(text) ?? 0;
    if (length > 0 && length <= longest) return { kind: 'rolling', length };
    context.addIssue({ code: 'custom', message: `${per}, at most 400d` });
    return z.NEVER;
  });

/** Two hundred in a window of 400 days are more than anybody is sent. */
const max = 'a whole number of nudges from 1 to 200';

/** At most so many nudges in a window, of those that all given keys fit. */
const Cap = z.strictObject(
  {
    id: Name.describe('Its name, for the words of what it holds back.'),
    channel: Channel.optional().describe('Only nudges that go out this way.'),
    tag: Name.optional().describe('Only nudges of templates with this tag.'),
    category: Name.optional().describe('Only nudges of templates of this category.'),
    journey: Name.optional().describe('Only nudges of this journey.'),
    max: z
      .int({ error: max })
      .min(1, { error: max })
      .max(200, { error: max })
      .describe('How many may go out to one user in one window.'),
    per: Per.describe(
      'The window: hour, day and month are those of the calendar where the user is, a length such as 7d is rolling, enrolment is from entry to end.',
    ),
  },
  { error: example('a cap, such as { id: email-day, channel: email, max: 1, per: day }') },
);

/** ISO 3166 alpha-2; which of them there are is looked up when the file is compiled. */
const country = 'a country code such as DE';
const Country = z.string({ error: country }).regex(/^[A-Z]{2}$/, { error: country });

/** Hours of the user's wall clock, of which all that is given has to fit. */
const Hours = z.strictObject(
  {
    channels: z
      .array(Channel, { error: 'a list of channels, such as [email]' })
      .min(1, { error: 'at least one channel' })
      .optional()
      .describe('Only nudges that go out by these. Without it all.'),
    countries: z
      .array(Country, { error: 'a list of country codes, such as [DE, AT]' })
      .min(1, { error: 'at least one country' })
      .max(300, { error: 'at most 300 countries' })
      .optional()
      .describe('Only users of whom it is known that they are there. Without it everybody.'),
    days: Days.optional().describe('The days on which the hours begin. Without it every day.'),
    from: TimeOfDay.optional().describe('When they begin, where the user is. Without from and to they are whole days.'),
    to: TimeOfDay.optional().describe('When they end, exclusive; where that is not later than from, on the day after.'),
    then: z
      .enum(['hold', 'skip'])
      .describe('What becomes of a nudge that is due when none goes out: it waits, or it is dropped.'),
  },
  { error: example('hours, such as { from: "21:00", to: "08:00", then: hold }') },
);

const hours = 'a list of hours, such as [{ from: "21:00", to: "08:00", then: hold }]';
const tooMany = { error: 'at most 50 of them' };
/** More rules than anybody oversees. */
const most = 50;

const Mode = z.enum(['opt-in', 'opt-out', 'double-opt-in', 'always']);

const Consent = z.strictObject(
  {
    email: Mode.optional().meta({
      description:
        'Whether mails need a yes: opt-in and double-opt-in (a yes confirmed by mail) before the first, opt-out until the user says no, always asks for none.',
      default: 'opt-out',
    }),
    'in-app': Mode.optional().meta({ description: 'The same of messages in the app.', default: 'always' }),
    webhook: Mode.optional().meta({ description: 'The same of webhooks.', default: 'always' }),
    push: Mode.optional().describe('The same of push, which nothing goes out by yet.'),
    categories: z
      .array(Name, { error: 'a list of categories, such as [tips, news]' })
      .max(most, tooMany)
      .optional()
      .describe('What the preference page offers one by one, besides all at once.'),
  },
  { error: example('what needs a yes, such as { email: opt-in }') },
);

const rate = 'a rate such as 100/s or 6000/m';

/** Nudges a second. */
const Rate = z
  .string({ error: rate })
  .regex(/^[1-9]\d{0,5}\/[sm]$/, { error: rate })
  .transform((text) => Number(text.slice(0, -2)) / (text.endsWith('m') ? 60 : 1));

const Rates = z.strictObject(
  {
    email: Rate.optional().describe('What the mail server takes.'),
    'in-app': Rate.optional().describe('How many messages in the app go out.'),
    webhook: Rate.optional().describe('What the receivers of webhooks take.'),
    push: Rate.optional().describe('The same of push, which nothing goes out by yet.'),
  },
  { error: example('what providers take, such as { email: 100/s }') },
);

const flag = { error: 'true or false' };

const Tracking = z.strictObject(
  {
    opens: z
      .boolean(flag)
      .optional()
      .meta({ description: 'Whether mails carry a picture that tells of their opening.', default: false }),
    clicks: z
      .boolean(flag)
      .optional()
      .meta({ description: 'Whether the links of mails lead through one that tells of the click.', default: false }),
  },
  { error: example('what is tracked, such as { opens: true, clicks: true }') },
);

const held = 'a share above 0% and below 100%';

const Holdout = z.strictObject(
  {
    id: Name.describe('Its name; another name draws other users.'),
    share: Share.refine((share) => share > 0 && share < 1, { error: held }).describe(
      'Which share of all users it is, above 0% and below 100%.',
    ),
  },
  { error: example('a holdout, such as { id: global, share: 5% }') },
);

/** `policy.yaml`: when nudges may go out, for every journey of the workspace. */
export const PolicyFile = z.strictObject({
  caps: z
    .array(Cap, { error: 'a list of caps, such as [{ id: email-day, channel: email, max: 1, per: day }]' })
    .max(most, tooMany)
    .optional()
    .describe('How many nudges a user gets at most.'),
  gap: Duration.optional().describe('The time from any nudge to the next one to the same user, at least.'),
  quiet: z.array(Hours, { error: hours }).max(most, tooMany).optional().describe('When no nudges go out.'),
  allowed: z
    .array(Hours, { error: hours })
    .max(most, tooMany)
    .optional()
    .describe(
      'Hours of the same form, outside of which those nudges do not go out that any of them fits by channel and country.',
    ),
  priority: z
    .array(Name, { error: 'a list of tags, such as [trial, onboarding]' })
    .max(100, { error: 'at most 100 tags' })
    .optional()
    .describe('Tags, the most important first: where room is scarce, their nudges go first.'),
  holdout: Holdout.optional().describe('Users who get no nudge from any journey, to measure what all of them do.'),
  consent: Consent.optional().describe('Which nudges need a yes of the user.'),
  spread: Duration.optional().describe(
    'Over how long nudges go out that a timer makes due at one instant. Without it, at that instant.',
  ),
  rates: Rates.optional().describe(
    'How many nudges go out by a channel, from all workers together, by the clock on the wall. Without it as many as there are.',
  ),
  tracking: Tracking.optional().describe('What is told of mails that went out.'),
});
export type PolicyFile = z.infer<typeof PolicyFile>;
