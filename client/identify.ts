import type { z } from 'zod';
import type { Receipt } from '../ingest/index.ts';
import type { UsherContext } from './context.ts';
import { IdentifyMessage, take } from './message.ts';

/** Who a user is. */
export type Identify = z.input<typeof IdentifyMessage>;

/**
 * Tells who a user is: each trait replaces the one of the same name, unless that came with a newer timestamp. Mails go to
 * the trait `email`; language and time zone come from `context.locale` and `context.timezone`, else from traits.
 * @throws UsherError EVENT_* for a message that is refused, USER_TOO_LARGE, USER_BUSY; nothing was changed
 * @example
 * await usher.identify({ userId: 'bo', traits: { email: 'bo@acme.test', plan: 'team' }, context: { locale: 'de' } });
 */
export async function identify(context: UsherContext, message: Identify): Promise<Receipt> {
  return take(context, 'identify', { schema: IdentifyMessage, input: message });
}
