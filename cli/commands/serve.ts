import { once } from 'node:events';
import type { Command } from 'commander';
import { keysOf } from '../../api/keys.ts';
import { createLog } from '../../api/log.ts';
import { startServer } from '../../api/server.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { UsherError } from '../../domain/errors.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { createIngest } from '../../ingest/index.ts';
import { commandClock, commandStore } from '../connection.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('the API: the links of nudges, and what mail providers report, at USHER_API_ADDRESS')
    .addHelpText(
      'after',
      '\nRuns until it is told to stop (SIGTERM, SIGINT), and answers first what was asked. The demonstration has its own.',
    ) // prettier-ignore
    .action(run);
}

async function run(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const address = addressOf(configuration);
  const log = createLog(configuration.logLevel);
  const store = await commandStore(configuration);
  try {
    const temporal = await connectTemporal(configuration.temporal);
    const clock = await commandClock(configuration, store);
    const onError = (error: unknown): void => log.warn({ err: error }, 'left to the sweep of the workers');
    const ingest = createIngest({ store, temporal, clock, onError });
    try {
      const server = await startServer(address, { store, ingest, clock, log, ...keysOf(configuration) });
      log.info({ address: server.url }, 'ready');
      await Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)));
      await server.close();
    } finally {
      await ingest.close();
      await temporal.close();
    }
  } finally {
    await store.close();
  }
  log.info('stopped');
}

/** @throws UsherError CONFIGURATION_INVALID where something is missing without which it could do nothing */
function addressOf({ api, links }: Configuration): string {
  if (links.secrets.length === 0)
    throw new UsherError(
      'CONFIGURATION_INVALID',
      'USHER_LINK_SECRET is not set; expected the key of the links in nudges',
    );
  if (api.address === null)
    throw new UsherError('CONFIGURATION_INVALID', 'USHER_API_ADDRESS is not set; expected host:port to listen at');
  return api.address;
}
