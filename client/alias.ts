import type { z } from 'zod';
import type { Receipt } from '../ingest/index.ts';
import type { UsherContext } from './context.ts';
import { AliasMessage, take } from './message.ts';

/** That a user was known under another id before. */
export type Alias = z.input<typeof AliasMessage>;

/**
 * Tells that a user was known under another id before.
 * @throws UsherError EVENT_* for a message that is refused
 * @example
 * await usher.alias({ userId: 'bo', previousId: 'visitor-81f2' });
 */
export async function alias(context: UsherContext, message: Alias): Promise<Receipt> {
  return take(context, 'alias', { schema: AliasMessage, input: message });
}
