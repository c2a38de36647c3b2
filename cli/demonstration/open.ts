import type { Stack } from '../../dev/stack.ts';
import { UsherError } from '../../domain/errors.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import type { Release } from '../../domain/release/release.ts';
import { second, type Milliseconds } from '../../domain/time/instant.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { sayProblems } from '../commands/validate.ts';
import { compileFolder, releaseWords } from '../compile.ts';
import { exampleWorkspace, sampleEvents } from '../folders.ts';
import { startApi, withApiAddress } from './api.ts';
import { startClock, type ClockKeeper } from './clock-keeper.ts';
import { readSample, type SampleMessage } from './sample.ts';
import type { Screen } from './screen.ts';
import { reaching, serverWords, startServers, workerEnvironment, workerLog } from './servers.ts';
import type { Undo } from './stopping.ts';
import { startWorker } from './worker-process.ts';

export interface Opening {
  readonly configuration: Configuration;
  /** How long a day of the demonstration takes in real time. */
  readonly dayTakes: Milliseconds;
  readonly screen: Screen;
  /** Everything begun is added here, so that it is undone whatever happens next. */
  readonly undo: Undo;
  /** Something that has to run has ended. */
  readonly onDeath: (words: string) => void;
}

/** The demonstration with everything running, before its first event. */
export interface Demonstration {
  readonly stack: Stack;
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly ingest: Ingest;
  readonly keeper: ClockKeeper;
  readonly release: Release;
  readonly sample: readonly SampleMessage[];
  /** Where the API listens. */
  readonly apiUrl: string;
}

/** Starts the servers, publishes the example workspace, starts the clock and the worker. */
export async function openDemonstration(opening: Opening): Promise<Demonstration> {
  const { screen, undo, onDeath } = opening;
  const began = Date.now();
  const stack = await startServers(opening);
  undo.add('the servers', () => stack.stop());
  const configuration = reaching(await withApiAddress(opening.configuration, screen), stack);
  const { mongo, forget } = configuration;
  const store = await openStore({ uri: mongo.uri ?? '', database: mongo.database, forgetSecrets: forget.secrets });
  undo.add('the database connection', () => store.close());
  screen.line(`✔ servers    ${serverWords(stack)} (${Math.round((Date.now() - began) / second)} s)`);
  const release = await publishExample(store, screen);
  const sample = await readSample(sampleEvents);
  const keeper = await startClock(store.demonstration, sample[0]?.arrival ?? Date.now(), opening.dayTakes);
  undo.add('the clock', () => keeper.freeze());
  const worker = startWorker(workerEnvironment(configuration), workerLog(configuration));
  undo.add('the worker', () => worker.stop());
  const temporal = await connectTemporal(configuration.temporal);
  undo.add('the Temporal connection', () => temporal.close());
  const onError = (error: unknown): void => screen.line(`  left to the worker's sweep: ${String(error)}`);
  const ingest = createIngest({ store, temporal, clock: keeper.clock, onError });
  undo.add('ingest', () => ingest.close());
  const api = await startApi(configuration, { store, ingest, clock: keeper.clock });
  undo.add('the API', () => api.close());
  await worker.ready;
  worker.onDeath(onDeath);
  return { stack, store, temporal, ingest, keeper, release, sample, apiUrl: api.url };
}

async function publishExample(store: Store, screen: Screen): Promise<Release> {
  const compiled = await compileFolder(exampleWorkspace);
  if (!compiled.ok) {
    sayProblems(compiled);
    throw new UsherError(
      'WORKSPACE_INVALID',
      `${compiled.problems.length} problems in the example workspace, see above`,
    );
  }
  await store.releases.publish(compiled.release, Date.now());
  screen.line(`✔ published  ${releaseWords(compiled.release)}`);
  return compiled.release;
}
