import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import { UsherError } from '../domain/errors.ts';
import { readConfiguration } from '../domain/configuration/schema.ts';
import { createLog } from './log.ts';
import { createWorker } from './run.ts';
import { temporalLogger } from './temporal-logger.ts';

try {
  const configuration = readConfiguration(process.env);
  const log = createLog(configuration.logLevel);
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });
  // SIGTERM and SIGINT let the tasks under way end first.
  Runtime.install({ logger: temporalLogger(log), telemetryOptions: { logging: { filter, forward: {} } } });
  const worker = await createWorker(configuration, log);
  log.info('ready');
  process.send?.('ready');
  // Whoever started this process and listens to it is gone: nobody would stop it.
  process.once('disconnect', () => worker.stop());
  await worker.run();
  log.info('stopped');
  if (process.connected) process.disconnect();
} catch (error) {
  if (!(error instanceof UsherError)) throw error;
  process.stderr.write(`${error.code} ${error.message}\n`);
  process.exitCode = 1;
}
