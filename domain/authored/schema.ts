import { z } from 'zod';
import { parseDuration } from '../time/duration.ts';
import { day, second } from '../time/instant.ts';

/**
 * The leaves that all authored files share. The `error` of a schema is not a sentence but what is expected there:
 * authoring puts what was found in front of it.
 */

/** Journeys, steps, templates, segments, milestones. Forty characters fit Temporal's columns and a line of a trail. */
export const Name = z
  .string({ error: 'a name' })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'a name of at most 40 characters: a-z, 0-9 and -' });

/** Event names are the backend's: any text of one line; 200 is what ingest takes. */
export const EventName = z
  .string({ error: 'the name of an event' })
  .regex(/^[^\p{Cc}]{1,200}$/u, { error: 'the name of an event, at most 200 characters on one line' });

/** No shorter than a timer can be told apart, no longer than events are kept. */
const shortest = second;
const longest = 400 * day;
const duration = 'a duration such as 3d, 12h or 30m, at most 400d';

const Length = z.string({ error: duration }).regex(/^\d{1,6}[smhdw]$/, { error: duration });

export const Duration = Length.transform((text, context) => {
  const read = parseDuration(text);
  if (read !== null && read >= shortest && read <= longest) return read;
  context.addIssue({ code: 'custom', message: duration });
  return z.NEVER;
});

const offset = 'a time before or after, such as -3d or 12h, at most 400d';

const Shift = z.string({ error: offset }).regex(/^-?\d{1,6}[smhdw]$/, { error: offset });

/** A duration with a sign: `-3d` is three days before. */
export const Offset = Shift.transform((text, context) => {
  const before = text.startsWith('-');
  const read = parseDuration(before ? text.slice(1) : text);
  if (read !== null && read <= longest) return before ? 0 - read : read;
  context.addIssue({ code: 'custom', message: offset });
  return z.NEVER;
});

const timeOfDay = 'a time of day such as "09:00"';

/** A time of day on a clock of 24 hours, as minutes after midnight. */
export const TimeOfDay = z
  .string({ error: timeOfDay })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: timeOfDay })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const onDays = 'weekdays, weekends, or a list of days such as [mon, thu]';

/** Days of the week, by one word for several or by their names. */
export const Days = z.union(
  [z.enum(['weekdays', 'weekends', ...days]), z.array(z.enum(days)).min(1, { error: 'at least one day' })],
  {
    error: onDays,
  },
);

const share = 'a share such as 5% or 0.5%, at most 100%';

/** A percentage, read as a number from 0 to 1. */
export const Share = z
  .string({ error: share })
  .regex(/^(100|\d{1,2}(\.\d{1,2})?)%$/, { error: share })
  .transform((text) => Number((Number(text.slice(0, -1)) / 100).toFixed(4)));

/** Words for people, on one line, as long as the UI shows. */
export const Words = z
  .string({ error: 'text' })
  .regex(/^[^\p{Cc}]{1,200}$/u, { error: 'text of at most 200 characters on one line' });

/** For a mapping: what is expected where something else stands. Its own keys speak for themselves. */
export function example(words: string) {
  return (issue: { readonly code?: string | undefined }) => (issue.code === 'invalid_type' ? words : undefined);
}

/** A condition is read by its own parser, which knows the vocabulary. */
export const AnyCondition = z.unknown().refine((value) => value !== undefined, { error: 'a condition' });

/** A constant for templates and conditions. */
export const Constant = z.union([z.string(), z.number(), z.boolean()], { error: 'text, a number, true or false' });

/** A key of the language that this version does not know yet; refused by name rather than as a typing error. */
export const NotYet = z.undefined().optional();
