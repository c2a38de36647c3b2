import { z } from 'zod';
import { UsherError, type ErrorCode } from '../domain/errors.ts';
import { userIdProblem } from '../domain/profile/user-id.ts';

interface About {
  /** The code of the error that it is refused with. */
  readonly code?: ErrorCode;
  /** What it is called where the whole of it is wrong. */
  readonly name?: string;
}

/** What a caller gives, as it is understood. @throws UsherError with the code, naming what was found and expected */
export function readInput<Input>(
  schema: z.ZodType<Input>,
  input: unknown,
  { code = 'REQUEST_INVALID', name = 'what is asked' }: About = {},
): Input {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? name : path.join('.')}: ${message}`,
  );
  throw new UsherError(code, problems.join('; '));
}

/** A user's id as it is kept. */
export const UserId = z
  .string()
  .transform((id) => id.normalize('NFC'))
  .check(({ value, issues }) => {
    const problem = userIdProblem(value);
    if (problem !== null) issues.push({ code: 'custom', input: value, message: `${problem}; expected 1–180 bytes of UTF-8 text` }); // prettier-ignore
  });

/** An id that somebody gives a request, so that it may be sent again. */
export const RequestId = z.string().min(1).max(200).regex(/^\P{Cc}*$/u, 'holds a control character'); // prettier-ignore

/** When something happened: ISO 8601, milliseconds since 1970, or a date. */
export const Timestamp = z.union([z.string(), z.number(), z.date().transform((date) => date.toISOString())]);

export const Body = z.record(z.string(), z.json());
