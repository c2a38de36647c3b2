import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { createLog } from '../../worker/log.ts';
import { createWorker } from '../../worker/run.ts';
import { temporalLogger } from '../../worker/temporal-logger.ts';
import { crashingSeams } from './crash/seams.ts';
import { doomedPoints } from './doomed.ts';

/** A worker that can be made to die after each of its writes. */
const points = doomedPoints();
const configuration = readConfiguration(process.env);
const log = createLog(configuration.logLevel);
const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
Runtime.install({ logger: temporalLogger(log), telemetryOptions: { logging: { filter, forward: {} } } });
const worker = await createWorker(configuration, log, crashingSeams(points, process.argv[3] ?? null));
process.send?.('ready');
await worker.run();
