import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startStack } from '../dev/stack.ts';
import { readConfiguration } from '../domain/configuration/schema.ts';
import { searchAttributes } from '../domain/enrolment/identity.ts';
import type { Release } from '../domain/release/release.ts';
import { demonstrationClock } from '../domain/time/clock.ts';
import { connectTemporal, type TemporalClient } from '../ingest/connect.ts';
import { createIngest, type Ingest } from '../ingest/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { createWorker } from '../worker/run.ts';

/** Everything running: servers, a worker in this process, a published release. */
export interface House {
  readonly temporal: TemporalClient;
  readonly store: Store;
  readonly mongo: { readonly uri: string; readonly database: string };
  readonly ingest: Ingest;
  close(): Promise<void>;
}

/** Starts servers in a folder of their own and a worker on a clock that runs `speed` times as fast, as of now. */
export async function openHouse(release: Release, speed: number): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-bench-'));
  const stack = await startStack({ folder, searchAttributes });
  const configuration = readConfiguration({
    TEMPORAL_ADDRESS: stack.temporal.address,
    MONGODB_URI: stack.mongo.uri,
    SMTP_URL: stack.smtp.url,
    USHER_LINK_SECRET: 'a-key-that-signs-the-links-of-benches',
    USHER_PUBLIC_URL: 'https://go.acme.test',
    USHER_CLOCK: 'demonstration',
  });
  const store = await openStore({ uri: stack.mongo.uri, database: configuration.mongo.database });
  const time = { shows: Date.now(), since: Date.now(), speed, barrier: null, held: [], seen: Date.now() };
  await store.demonstration.write(time);
  await store.releases.publish(release, Date.now());
  const temporal = await connectTemporal(configuration.temporal);
  const worker = await createWorker(configuration, pino({ level: 'warn' }));
  const running = worker.run();
  const ingest = createIngest({
    store,
    temporal,
    clock: demonstrationClock(() => time),
    onError: (error) => console.error(error),
  });
  return {
    temporal,
    store,
    mongo: { uri: stack.mongo.uri, database: configuration.mongo.database },
    ingest,
    async close() {
      await ingest.close();
      worker.stop();
      await running;
      await Promise.all([store.close(), temporal.close()]);
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
