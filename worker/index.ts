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
  const { temporalAddress: bindAddress } = configuration.metrics;
  const prometheus =
    bindAddress === null ? null : { bindAddress, countersTotalSuffix: true, useSecondsForDurations: true };
  Runtime.install({
    logger: temporalLogger(log),
    telemetryOptions: { logging: { filter, forward: {} }, ...(prometheus && { metrics: { prometheus } }) },
  });
  const worker = await createWorker(configuration, log);
  log.info('ready');
  process.send?.('ready');
  // Whoever started this process and listens to it is gone: nobody would stop it.
  const stop = (): void => worker.stop();
  process.once('disconnect', stop);
  await worker.run();
  process.off('disconnect', stop);
  log.info('stopped');
  if (process.connected) process.disconnect();
} catch (error) {
  if (!(error instanceof UsherError)) throw error;
  process.stderr.write(`${error.code} ${error.message}\n`);
  process.exitCode = 1;
}
