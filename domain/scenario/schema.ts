import { z } from 'zod';
import { EventName, example, Name, Words } from '../authored/schema.ts';

const moment = 'a time since the start such as 0s, 36h or "1d 2h", or an instant such as 2026-03-02T09:00';

/** Read by `parseMoment`, which knows the start and the zone. */
const Moment = z
  .string({ error: moment })
  .regex(/^(\d{1,6}[smhdw]( \d{1,6}[smhdw])*|\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?)$/, { error: moment });

const length = 'a length of time such as 2h or "1d 2h"';

/** Read by `parseLength`. */
const Length = z.string({ error: length }).regex(/^\d{1,6}[smhdw]( \d{1,6}[smhdw])*$/, { error: length });

const text = { error: 'text' };
const Values = z.record(z.string(), z.json(), { error: 'a mapping of names and values' });

/** The facts of `context.…`, under the names that conditions use; which others there are, `profile.yaml` says. */
const Context = z
  .object(
    {
      device: z.enum(['mobile', 'tablet', 'desktop']).optional().describe('The class of the device.'),
      platform: z.string(text).optional().describe('The device as the app names it, such as ios.'),
      os: z.string(text).optional().describe('The operating system, such as iOS.'),
      locale: z.string(text).optional().describe('What the user reads, such as pt-BR.'),
      timezone: z
        .string({ error: 'an IANA time zone such as Europe/Berlin' })
        .optional()
        .describe('Where the user is; also the zone of times in the scenario.'),
      country: z.string(text).optional().describe('The country, such as DE.'),
      app_version: z
        .string({ error: 'a version in quotes, such as "2.10.0"' })
        .optional()
        .describe('The version of the app.'),
    },
    { error: example('what is known of the device, such as { device: mobile }') },
  )
  .catchall(z.union([z.string(), z.number(), z.boolean()], { error: 'text, a number, true or false' }));
export type Context = z.infer<typeof Context>;

const Happening = z.strictObject(
  {
    at: Moment.describe('When it happens.'),
    late: Length.optional().describe(
      'How much later it is received. After more than a day it neither enrols nor wakes.',
    ),
    event: EventName.optional().describe('The event that the user does. Without it only traits and context change.'),
    clicked: Name.optional().describe(
      'In place of event, the id of a step of this journey that sends: the user follows a link of the newest mail that it has sent. Of an older one where properties: { key: …, visit: …, round: … } say so.',
    ),
    opened: Name.optional().describe('The same, of a mail that the user opens.'),
    properties: Values.optional().describe('The properties of the event.'),
    traits: Values.optional().describe('Traits that change with it.'),
    context: Context.optional().describe('What else is known from then on.'),
  },
  { error: example('something that happens, such as { at: 1d, event: Profile Completed }') },
);

const lasting = `${length}, or good`;

const Refusal = z.strictObject(
  {
    send: Name.describe('The template.'),
    for: z
      .string({ error: lasting })
      .regex(/^(good|\d{1,6}[smhdw]( \d{1,6}[smhdw])*)$/, { error: lasting })
      .describe('How long, from the first try on; or good, as an address does that there is not.'),
  },
  { error: example('what a provider refuses, such as { send: invite, for: 20m }') },
);

const ExpectedNudge = z.strictObject(
  {
    send: Name.optional().describe('The template.'),
    show: Name.optional().describe('In place of send, the item of content/ that a slot shows in the inbox.'),
    at: Moment.optional().describe('When. Without it any time is right.'),
    locale: z.string(text).optional().describe('In which of its locales. Without it any is right.'),
  },
  { error: example('a nudge, such as { send: welcome, at: 0s }') },
);

const Expect = z.strictObject(
  {
    nudges: z
      .array(ExpectedNudge, { error: 'a list of nudges, such as [{ send: welcome, at: 0s }]' })
      .optional()
      .describe('All that this journey sends, in order.'),
    never: z
      .array(Name, { error: 'a list of templates, such as [invite]' })
      .optional()
      .describe('Templates of which this journey sends none.'),
    path: z
      .array(Name, { error: 'a list of step ids, such as [entered, welcome, end]' })
      .optional()
      .describe('Every step that the user comes to, in order.'),
    reasons: z
      .record(Name, Words, { error: 'step ids and words, such as { welcome: sent }' })
      .optional()
      .describe('For a step, words that its explanation holds.'),
    skipped: z
      .record(Name, Words, { error: 'steps and words, such as { invite: no email address }' })
      .optional()
      .describe('Nudges that do not go out: for a step, words of the reason.'),
    held: z
      .record(Name, Words, { error: 'steps and words, such as { invite: quiet hours }' })
      .optional()
      .describe('Nudges that do not go out when they are due: for a step, words of the reason.'),
    outcome: z
      .enum(['converted', 'finished', 'left', 'not-entered', 'open'])
      .optional()
      .describe('How it ends; open: still under way at `until`.'),
    step: Name.optional().describe('The step at which the user is at `until`.'),
  },
  { error: example('what is expected, such as { outcome: converted }') },
);

/** One entry of `<journey>/scenarios.yaml`. */
export const Scenario = z.strictObject(
  {
    scenario: Words.describe('What it shows, in a sentence.'),
    user: z
      .string(text)
      .min(1, text)
      .optional()
      .meta({ description: 'The id of the user, which decides arms and holdouts.', default: 'somebody' }),
    traits: Values.optional().describe('What is known of the user from the start.'),
    context: Context.optional().describe('What else is known from the start.'),
    at: Moment.describe('When it starts, as an instant.'),
    events: z
      .array(Happening, { error: 'a list of events, such as [{ at: 0s, event: Signed Up }]' })
      .describe('What the user does.'),
    until: Moment.optional().describe('When the story is over. Without it, when every journey is.'),
    arms: z
      .record(Name, Name, { error: 'experiments and arms, such as { tour-format: video }' })
      .optional()
      .describe('The arm that an experiment gives the user, or none. Without it the id of the user decides.'),
    refusals: z
      .array(Refusal, { error: 'a list of refusals, such as [{ send: invite, for: 20m }]' })
      .optional()
      .describe('Nudges that their provider refuses. It takes everything else.'),
    expect: Expect.describe('What should come of it; whatever is left out may be anything.'),
  },
  { error: example('a scenario, such as { scenario: ada converts, at: 2026-03-02T09:00, events: …, expect: … }') },
);
export type Scenario = z.infer<typeof Scenario>;
