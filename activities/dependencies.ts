import type { Logger } from 'pino';
import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { LinkClaims } from '../domain/link/claims.ts';
import type { Channel } from '../domain/template/template.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Store } from '../store/index.ts';
import type { EmailProvider } from './email/provider.ts';
import type { WebhookSender } from './webhook/sender.ts';

/** Makes the signed links in nudges: the address of what is to be said. */
export type SealLink = (claims: LinkClaims) => string;

/** What the activities work with; the worker makes it, once. */
export interface ActivityDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly email: EmailProvider;
  readonly webhook: WebhookSender;
  /** Null: not configured. Links are placeholders, and marketing mails do not go out to whom policy asks. */
  readonly links: SealLink | null;
  /** Does what a decision has left to do for a user; a sweep does it when this cannot. */
  readonly begin: (user: User, todo: readonly Intent[]) => void;
  /** A nudge was not ready for its turn at the channel's provider in time, and takes another. */
  readonly onMissedTurn?: (channel: Channel) => void;
  readonly log: Logger;
}
