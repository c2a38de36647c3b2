import type { z } from 'zod';
import type { Cursor } from './cursor.ts';
import { expected } from './expected.ts';
import { refuseIssue } from './refuse-issue.ts';

/** Reads one value by its schema. Null where it is wrong; what is wrong was reported at the cursor. */
export function check<Value>(schema: z.ZodType<Value>, cursor: Cursor): Value | null {
  const result = schema.safeParse(cursor.value, { error: expected });
  if (result.success) return result.data;
  for (const issue of result.error.issues) refuseIssue(issue, cursor);
  return null;
}

/**
 * Reads a mapping key by key, so that one wrong key hides nothing that is wrong beside it. A key that is wrong, or
 * missing although it is needed, was reported and is undefined in the result; null: it is no mapping at all.
 */
export function checkKeys<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  cursor: Cursor,
): Partial<z.output<z.ZodObject<Shape>>> | null {
  const whole = schema.safeParse(cursor.value, { error: expected });
  if (whole.success) return whole.data;
  for (const issue of whole.error.issues) refuseIssue(issue, cursor);
  if (whole.error.issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)) return null;
  const read = Object.entries(schema.shape).map(([key, field]) => [key, valueOf(field, cursor.at(key).value)] as const);
  return Object.fromEntries(read) as Partial<z.output<z.ZodObject<Shape>>>;
}

function valueOf(schema: z.core.$ZodType, value: unknown): unknown {
  const result = (schema as z.ZodType).safeParse(value);
  return result.success ? result.data : undefined;
}
