import { fileURLToPath } from 'node:url';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { readDkimKey } from '../activities/email/dkim.ts';
import { createEmailProvider } from '../activities/email/provider.ts';
import { createActivities } from '../activities/index.ts';
import { createRefreshActivities } from '../activities/refresh/index.ts';
import { createWebhookSender } from '../activities/webhook/sender.ts';
import type { Configuration } from '../domain/configuration/configuration.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import { connectTemporal, temporalOptions } from '../ingest/connect.ts';
import { createIngest } from '../ingest/index.ts';
import { ensureSearchAttributes } from '../ingest/search-attributes.ts';
import { openStore } from '../store/index.ts';
import { followClock } from './clock.ts';
import { startFlipping } from './flipping.ts';
import { createLinks } from './links.ts';
import { startMeasuring } from './measuring.ts';
import { startReconciling } from './reconciling.ts';
import { startRefreshing } from './refreshing.ts';
import { noSeams, type Held, type Seams } from './seams.ts';
import { startSweeping } from './sweeping.ts';
import { createTaskWorkers } from './task-workers.ts';

/** A worker, connected and ready. `run` resolves when it was stopped and everything is closed. */
export interface RunnableWorker {
  run(): Promise<void>;
  stop(): void;
}

/** In a built tree the workflows are JavaScript, beside this file all the same. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const workflowsPath = fileURLToPath(new URL(`../workflows/index.${extension}`, import.meta.url));

/**
 * Connects to the servers that the configuration names and builds the worker of every journey.
 * @throws UsherError CONFIGURATION_INVALID (also where the namespace refuses the search attributes), SERVER_UNREACHABLE
 */
export async function createWorker(
  configuration: Configuration,
  log: Logger,
  seams: Seams = noSeams,
): Promise<RunnableWorker> {
  const links = createLinks(configuration.links);
  const held = seams.held(await open(configuration));
  const { temporal, connection, email } = held;
  const { clock, stop: stopClock } = await followClock(configuration, held.store);
  const measuring = await startMeasuring(configuration, { store: held.store, clock, log });
  const { metrics, store } = measuring;
  const webhook = createWebhookSender(configuration.webhook);
  const onError = (error: unknown): void => log.warn({ err: error }, 'left to the sweep');
  const ingest = seams.ingest(
    createIngest({ store, temporal, clock, onError, onFold: metrics.folded, onMended: metrics.mended }),
  );
  const { namespace, taskQueue } = configuration.temporal;
  const working = { store, clock, begin: (user: User, todo: readonly Intent[]): void => ingest.begin(user, todo), log };
  const workers = await createTaskWorkers({
    connection,
    namespace,
    taskQueue,
    identity: `usher-${process.pid}`,
    workflows: seams.workflowBundle ?? { workflowsPath },
    remembers: seams.remembers,
    activities: seams.activities(
      createActivities({ ...working, email, webhook, links, onMissedTurn: metrics.missedTurn }),
    ),
    refreshing: createRefreshActivities(working),
  });
  return {
    stop: () => workers.stop(),
    async run() {
      const stopSweeping = startSweeping({ ingest, log, onSwept: metrics.swept, every: seams.sweepEvery });
      const stopFlipping = startFlipping({ ingest, log, isFast: configuration.clock === 'demonstration' });
      const stopRefreshing = startRefreshing({ store, temporal, log });
      const stopReconciling = startReconciling({ store, temporal, clock, ingest, log, onRun: metrics.reconciled });
      try {
        await workers.run();
      } finally {
        await Promise.all([stopSweeping(), stopFlipping(), stopRefreshing(), stopReconciling(), measuring.stop()]);
        await ingest.close();
        stopClock();
        await close(held);
      }
    },
  };
}

async function open({ mongo, smtp, dkim, temporal, forget }: Configuration): Promise<Held> {
  if (mongo.uri === null) throw new UsherError('CONFIGURATION_INVALID', 'MONGODB_URI is not set; expected mongodb://…');
  if (smtp.url === null)
    throw new UsherError('CONFIGURATION_INVALID', 'SMTP_URL is not set; expected smtp://… or smtps://…');
  const email = createEmailProvider(smtp.url, dkim && (await readDkimKey(dkim)));
  const options = await temporalOptions(temporal);
  const connection = await NativeConnection.connect(options).catch((cause: unknown) => {
    throw new UsherError('SERVER_UNREACHABLE', `Temporal does not answer at ${options.address}`, { cause });
  });
  const store = await openStore({ uri: mongo.uri, database: mongo.database, forgetSecrets: forget.secrets });
  const client = await connectTemporal(temporal);
  await ensureSearchAttributes(client);
  return { store, temporal: client, connection, email };
}

async function close({ store, temporal, connection, email }: Held): Promise<void> {
  email.close();
  await Promise.all([store.close(), temporal.close(), connection.close()]);
}
