import { z } from 'zod';

const object = z.record(z.string(), z.json());
const instant = z.union([z.string(), z.number()]);
const name = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !text.includes('\0'), 'holds NUL');

/** A message in Segment's format, as far as it is understood; whatever else it holds is left alone. */
export const Message = z.looseObject({
  type: z.enum(['track', 'identify', 'page', 'screen', 'group', 'alias']),
  userId: z.string().nullish(),
  /** Of somebody whose user id is not known yet, or was not until now. */
  anonymousId: z.string().nullish(),
  /** Of an alias: what the user went by before. */
  previousId: z.string().nullish(),
  messageId: name.nullish(),
  event: name.nullish(),
  properties: object.nullish(),
  traits: object.nullish(),
  context: object.nullish(),
  /** ISO 8601, or milliseconds since the epoch. */
  timestamp: instant.nullish(),
  originalTimestamp: instant.nullish(),
});
export type Message = z.infer<typeof Message>;
