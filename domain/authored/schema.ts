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

export const Duration = z.string({ error: duration }).transform((text, context) => {
  const read = parseDuration(text);
  if (read !== null && read >= shortest && read <= longest) return read;
  context.addIssue({ code: 'custom', message: duration });
  return z.NEVER;
});

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

/** A key of the language that this version does not know yet; refused by name rather than as a typing error. */
export const NotYet = z.undefined().optional();
