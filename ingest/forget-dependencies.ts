import type { Clock } from '../domain/time/clock.ts';
import type { Instant, Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { TemporalClient } from './connect.ts';

/** What forgetting works with. */
export interface ForgetDependencies {
  readonly store: Pick<Store, 'users' | 'forgotten' | 'personal' | 'refreshes' | 'audit'>;
  readonly temporal: TemporalClient;
  readonly clock: Clock;
  readonly now: () => Instant;
  /** How long whoever had read a user before is waited for; the usual time where it is not said. */
  readonly quiet?: Milliseconds;
}
