import type { z } from 'zod';
import type { Receipt } from '../ingest/index.ts';
import type { UsherContext } from './context.ts';
import { TrackMessage, take } from './message.ts';

/** Something that a user did. */
export type Track = z.input<typeof TrackMessage>;

/**
 * Tells what a user did. Resolved, it is safe and counted once, and whoever waits for it will hear of it, though Temporal
 * may be away just now. Give a `messageId` of your own to send it again whenever you do not know whether it arrived.
 * @returns what came of it: the journeys entered, those that had waited for it, and those that refused the user, with reasons
 * @throws UsherError EVENT_* for a message that is refused, USER_TOO_LARGE, USER_BUSY; nothing was changed
 * @example
 * await usher.track({ userId: 'bo', event: 'Signed Up', properties: { plan: 'team' }, messageId: 'signup-1' });
 */
export async function track(context: UsherContext, message: Track): Promise<Receipt> {
  return take(context, 'track', { schema: TrackMessage, input: message });
}
