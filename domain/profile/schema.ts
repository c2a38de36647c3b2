import { z } from 'zod';

const object = z.record(z.string(), z.json());
const instant = z.union([z.string(), z.number()]);

/** A message in Segment's format, as far as it is understood; whatever else it holds is left alone. */
export const Message = z.looseObject({
  type: z.enum(['track', 'identify', 'page', 'screen', 'group', 'alias']),
  userId: z.string(),
  messageId: z.string().min(1).max(200).nullish(),
  event: z.string().min(1).max(200).nullish(),
  properties: object.nullish(),
  traits: object.nullish(),
  context: object.nullish(),
  /** ISO 8601, or milliseconds since the epoch. */
  timestamp: instant.nullish(),
  originalTimestamp: instant.nullish(),
});
export type Message = z.infer<typeof Message>;
