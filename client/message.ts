import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Receipt } from '../ingest/index.ts';
import type { UsherContext } from './context.ts';
import { Body, RequestId, Timestamp, readInput } from './input.ts';

/** What every message says. */
const common = {
  /** Your id of the user, 1–180 bytes of UTF-8; this or `anonymousId`. */
  userId: z.string().optional(),
  /** The id of a browser or a device whose user is not known yet. */
  anonymousId: z.string().optional(),
  /** A name of its own for every message; a message that comes again with it is counted once. */
  messageId: RequestId.optional(),
  /** When it happened; now where it is not given. */
  timestamp: Timestamp.optional(),
  /** The device, the locale, the time zone … as Segment's clients send them. */
  context: Body.optional(),
};

export const TrackMessage = z.strictObject({ ...common, event: z.string(), properties: Body.optional() });
export const IdentifyMessage = z.strictObject({ ...common, traits: Body.optional() });
export const AliasMessage = z.strictObject({ ...common, previousId: z.string() });

/** Takes a message in, under an id of its own where it has neither an id nor a timestamp to be told from others by. */
export function take<Message extends z.infer<typeof IdentifyMessage>>(
  { ingest }: Pick<UsherContext, 'ingest'>,
  type: 'track' | 'identify' | 'alias',
  { schema, input }: { readonly schema: z.ZodType<Message>; readonly input: unknown },
): Promise<Receipt> {
  const message = readInput(schema, input, { code: 'EVENT_INVALID', name: 'message' });
  const named = message.messageId !== undefined || message.timestamp !== undefined;
  return ingest.take({ type, ...(!named && { messageId: randomUUID() }), ...message });
}
