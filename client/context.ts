import type { Configuration } from '../domain/configuration/configuration.ts';
import { readConfiguration } from '../domain/configuration/schema.ts';
import { UsherError } from '../domain/errors.ts';
import { realClock, type Clock } from '../domain/time/clock.ts';
import { minute, second, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import { connectTemporal, type TemporalClient } from '../ingest/connect.ts';
import { createIngest, type Ingest } from '../ingest/index.ts';
import { openStore, type Store } from '../store/index.ts';
import type { UsherOptions } from './options.ts';

/** What every function of this folder works with. */
export interface UsherContext {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly ingest: Ingest;
  readonly clock: Clock;
  /** How long a command waits for its answer. */
  readonly answersWithin: Milliseconds;
}

/** A context, and how to let go of it. */
export interface OpenContext extends UsherContext {
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

/** A nudge that is being sent is finished first, which takes a minute at most. */
export const usualPatience: Milliseconds = minute + 10 * second;

/**
 * Connects to the servers and gives what the functions of this folder work with: for whoever wants single functions in a
 * bundle instead of the whole of {@link createUsher}.
 * @throws UsherError CONFIGURATION_INVALID, SERVER_UNREACHABLE
 * @example
 * const context = await openContext({ temporal: { address: 'localhost:7233' }, mongo: { uri: 'mongodb://localhost' } });
 * await track(context, { userId: 'bo', event: 'Signed Up' });
 */
export async function openContext(options: UsherOptions): Promise<OpenContext> {
  const { temporal, mongo, onError, answersWithin, forgetSecrets = [] } = options;
  const configuration = readConfiguration(variablesOf({ temporal, mongo }));
  const store = await reachStore(configuration, forgetSecrets);
  try {
    return await withStore(configuration, { store, onError, answersWithin });
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function withStore(
  configuration: Configuration,
  { store, onError = () => undefined, answersWithin = usualPatience }: Pick<UsherOptions, 'onError' | 'answersWithin'> & { store: Store }, // prettier-ignore
): Promise<OpenContext> {
  const temporal = await connectTemporal(configuration.temporal);
  const clock = realClock;
  const ingest = createIngest({ store, temporal, clock, onError });
  return {
    ...{ store, temporal, ingest, clock, answersWithin },
    async close() {
      await ingest.close();
      await Promise.all([store.close(), temporal.close()]);
    },
  };
}

async function reachStore({ mongo }: Configuration, forgetSecrets: readonly string[]): Promise<Store> {
  const { uri, database } = mongo;
  if (uri === null) throw new UsherError('CONFIGURATION_INVALID', 'mongo.uri is not set; expected mongodb://…');
  return openStore({ uri, database, forgetSecrets }).catch((cause: unknown) => {
    if (cause instanceof UsherError) throw cause;
    throw new UsherError('SERVER_UNREACHABLE', 'MongoDB does not answer at the address in mongo.uri', { cause });
  });
}

/** The same checks for whoever gives options as for whoever sets variables. */
function variablesOf({
  temporal,
  mongo,
}: Pick<UsherOptions, 'temporal' | 'mongo'>): Record<string, string | undefined> {
  const { tls } = temporal;
  return {
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_API_KEY: temporal.apiKey,
    USHER_TASK_QUEUE: temporal.taskQueue,
    TEMPORAL_TLS: tls === undefined ? undefined : String(tls !== false),
    ...(typeof tls === 'object' && {
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: tls.ca,
      TEMPORAL_TLS_CLIENT_CERT_PATH: tls.certificate,
      TEMPORAL_TLS_CLIENT_KEY_PATH: tls.key,
      TEMPORAL_TLS_SERVER_NAME: tls.serverName,
    }),
    MONGODB_URI: mongo.uri,
    MONGODB_DATABASE: mongo.database,
  };
}

/** The clock's instant for a user, now. */
export function nowFor({ clock }: Pick<UsherContext, 'clock'>, user = ''): Instant {
  return clock.at(Date.now(), user);
}
