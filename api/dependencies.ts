import type { Logger } from 'pino';
import type { LinkKeys } from '../domain/link/seal.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Store } from '../store/index.ts';

/** What the routes work with; whoever starts the server makes it, once. */
export interface ApiDependencies {
  readonly store: Pick<Store, 'users' | 'nudges' | 'releases'>;
  readonly ingest: Pick<Ingest, 'record'>;
  readonly clock: Clock;
  readonly links: LinkKeys;
  /** Base64 of the keys by which mail providers prove who they are. */
  readonly providerSecrets: readonly string[];
  readonly log: Logger;
}
