import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { createLog } from '../../worker/log.ts';
import { createWorker } from '../../worker/run.ts';
import { temporalLogger } from '../../worker/temporal-logger.ts';
import { crashingSeams, rests } from './crash/seams.ts';
import { doomedPoints } from './doomed.ts';

/** A worker in which users can be made to stop after each of its writes. */
const points = doomedPoints();
const configuration = readConfiguration(process.env);
const log = createLog(configuration.logLevel);
const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
Runtime.install({ logger: temporalLogger(log), telemetryOptions: { logging: { filter, forward: {} } } });
const crashing = { bundle: process.argv[3] ?? null, isSweeping: process.argv[4] !== rests };
const worker = await createWorker(configuration, log, crashingSeams(points, crashing));
process.send?.('ready');
await worker.run();
