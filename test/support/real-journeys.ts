import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { pino, type Logger } from 'pino';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Release } from '../../domain/release/release.ts';
import { demonstrationClock, type Clock, type DemonstrationTime } from '../../domain/time/clock.ts';
import { day, second, type Instant } from '../../domain/time/instant.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest, type Receipt } from '../../ingest/index.ts';
import { createWorker } from '../../worker/run.ts';
import { noSeams, type Seams } from '../../worker/seams.ts';
import type { journey } from '../../workflows/index.ts';
import { identify, monday, track } from './event.ts';
import { freshName, workflowBundle } from './stack.ts';
import { openTestStore, type TestStore } from './store.ts';
import { quietRuntime } from './temporal-runtime.ts';

/** A day in so much real time: no wait is shorter than a server's own second. */
const dayTakes = 2 * second;
/** Nothing here takes longer, but on a machine that is busy with much else. */
const patience = 60 * second;

/** With which properties, and when on the clock; absent: none, and now. */
interface Doing {
  readonly properties?: JsonObject;
  readonly at?: Instant;
}

/** What is otherwise than usual. */
export interface Otherwise {
  /** The clock's time, which a test may change as it likes; absent: a day takes two seconds. */
  readonly time?: DemonstrationTime;
  readonly seams?: Partial<Seams>;
  readonly log?: Logger;
  /** Of the worker, beside those that it needs. */
  readonly variables?: Record<string, string>;
}

/** A release on the real servers, with a worker of its own and a clock on which it is Monday and a day takes two seconds. */
export interface RealJourneys extends Pick<TestStore, 'store' | 'stack'> {
  readonly temporal: TemporalClient;
  readonly ingest: Ingest;
  readonly clock: Clock;
  /** Somebody new, with an address. */
  somebody(): Promise<string>;
  /** Somebody does something; resolved when Temporal was told. */
  does(user: string, event: string, how?: Doing): Promise<Receipt>;
  workflow(course: string, user: string): WorkflowHandle<typeof journey>;
  /** The user as soon as something is so. */
  once(user: string, is: (user: User) => boolean): Promise<User>;
  close(): Promise<void>;
}

export async function openRealJourneys(release: Release, otherwise: Otherwise = {}): Promise<RealJourneys> {
  quietRuntime();
  const kept = await openTestStore();
  const { store, stack } = kept;
  const since = Date.now();
  const usual = { shows: monday, since, speed: day / dayTakes, barrier: null, held: [], seen: monday };
  const { time = usual, seams = {}, log = pino({ level: 'silent' }), variables = {} } = otherwise;
  const configuration = readConfiguration({
    TEMPORAL_ADDRESS: stack.temporal.address,
    TEMPORAL_NAMESPACE: stack.temporal.namespace,
    MONGODB_URI: stack.mongo.uri,
    MONGODB_DATABASE: stack.mongo.database,
    SMTP_URL: stack.smtp.url,
    USHER_LINK_SECRET: 'a-key-that-signs-the-links-of-tests',
    USHER_PUBLIC_URL: 'https://go.acme.test',
    USHER_TASK_QUEUE: freshName('queue'),
    USHER_CLOCK: 'demonstration',
    ...variables,
  });
  await store.demonstration.write(time);
  await store.releases.publish(release, since);
  const worker = await createWorker(configuration, log, {
    ...noSeams,
    workflowBundle: await workflowBundle(),
    ...seams,
  });
  const running = worker.run();
  const temporal = await connectTemporal(configuration.temporal);
  const clock = demonstrationClock(() => time);
  const ingest = createIngest({ store, temporal, clock, onError: () => undefined });
  const now = (): Instant => clock.at(Date.now(), '');
  return {
    store,
    stack,
    temporal,
    ingest,
    clock,
    async somebody() {
      const user = freshName('bo');
      await ingest.take(identify(user, { email: `${user}@acme.test` }, { at: now() }), { receivedAt: now() });
      return user;
    },
    async does(user, event, { properties = {}, at = now() } = {}) {
      const receipt = await ingest.take(track(user, event, { at, properties }), { receivedAt: at });
      await ingest.settled();
      return receipt;
    },
    workflow: (course, user) => temporal.client.workflow.getHandle<typeof journey>(workflowId(course, user)),
    once: (user, is) => eventually(() => store.users.read(user), is),
    async close() {
      worker.stop();
      await running;
      await ingest.close();
      await temporal.close();
      await kept.close();
    },
  };
}

/** Reads until what is read is as it should be; throws with what was read last. */
export async function eventually<Value>(read: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  for (const end = performance.now() + patience; ; await sleep(50)) {
    const value = await read();
    if (is(value)) return value;
    if (performance.now() > end) throw new Error(`still so after ${patience} ms: ${JSON.stringify(value)}`);
  }
}
