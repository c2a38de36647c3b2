import { z } from 'zod';
import { EventName, example, Name, Words } from '../authored/schema.ts';

const moment = 'a time since the start such as 0s, 36h or "1d 2h", or an instant such as 2026-03-02T09:00';

/** Read by `parseMoment`, which knows the start and the zone. */
const Moment = z
  .string({ error: moment })
  .regex(/^(\d{1,6}[smhdw]( \d{1,6}[smhdw])*|\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?)$/, { error: moment });

const text = { error: 'text' };
const Values = z.record(z.string(), z.json(), { error: 'a mapping of names and values' });

/** The facts of `context.…`, under the names that conditions use. */
const Context = z.strictObject(
  {
    device: z.enum(['mobile', 'tablet', 'desktop']).optional(),
    platform: z.string(text).optional(),
    os: z.string(text).optional(),
    locale: z.string(text).optional(),
    timezone: z.string({ error: 'an IANA time zone such as Europe/Berlin' }).optional(),
    country: z.string(text).optional(),
    app_version: z.string({ error: 'a version in quotes, such as "2.10.0"' }).optional(),
  },
  { error: example('what is known of the device, such as { device: mobile }') },
);
export type Context = z.infer<typeof Context>;

const Happening = z.strictObject(
  {
    at: Moment,
    event: EventName.optional(),
    properties: Values.optional(),
    traits: Values.optional(),
    context: Context.optional(),
  },
  { error: example('something that happens, such as { at: 1d, event: Profile Completed }') },
);

const ExpectedNudge = z.strictObject(
  { send: Name, at: Moment.optional(), locale: z.string(text).optional() },
  { error: example('a nudge, such as { send: welcome, at: 0s }') },
);

const Expect = z.strictObject(
  {
    nudges: z.array(ExpectedNudge, { error: 'a list of nudges, such as [{ send: welcome, at: 0s }]' }).optional(),
    path: z.array(Name, { error: 'a list of step ids, such as [entered, welcome, end]' }).optional(),
    reasons: z.record(Name, Words, { error: 'step ids and words, such as { welcome: sent }' }).optional(),
    outcome: z.enum(['converted', 'finished', 'left', 'not-entered']).optional(),
  },
  { error: example('what is expected, such as { outcome: converted }') },
);

/** One entry of `<journey>/scenarios.yaml`. */
export const Scenario = z.strictObject(
  {
    scenario: Words,
    user: z.string(text).min(1, text).optional(),
    traits: Values.optional(),
    context: Context.optional(),
    at: Moment,
    events: z.array(Happening, { error: 'a list of events, such as [{ at: 0s, event: Signed Up }]' }),
    expect: Expect,
  },
  { error: example('a scenario, such as { scenario: ada converts, at: 2026-03-02T09:00, events: …, expect: … }') },
);
export type Scenario = z.infer<typeof Scenario>;
