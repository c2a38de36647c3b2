import type { Logger } from 'pino';
import type { Clock } from '../domain/time/clock.ts';
import type { Store } from '../store/index.ts';
import type { EmailProvider } from './email/provider.ts';

/** What the activities work with; the worker makes it, once. */
export interface ActivityDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly email: EmailProvider;
  readonly log: Logger;
}
