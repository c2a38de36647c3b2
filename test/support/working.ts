import { pino } from 'pino';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { workflowId } from '../../domain/enrolment/identity.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import type { User } from '../../domain/enrolment/user.ts';
import type { Visit } from '../../domain/enrolment/visit.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { Release } from '../../domain/release/release.ts';
import { realClock } from '../../domain/time/clock.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { createWorker } from '../../worker/run.ts';
import { noSeams, type Seams } from '../../worker/seams.ts';
import { environmentOf } from './command.ts';
import { identify, track } from './event.ts';
import { releaseOf } from './release.ts';
import { freshName, workflowBundle } from './stack.ts';
import { openTestStore, type TestStore } from './store.ts';
import { quietRuntime } from './temporal-runtime.ts';

/** The real worker in this process, on the shared servers, with a database and a queue of its own, in real time. */
export interface Working {
  readonly kept: TestStore;
  /** What the worker has logged so far. */
  log(): readonly Record<string, unknown>[];
  readonly temporal: TemporalClient;
  readonly ingest: Ingest;
  readonly release: Release;
  readonly environment: Record<string, string>;
  /** Somebody new with an address, who has signed up. */
  enters(user?: string): Promise<string>;
  /** The user does something, and Temporal is told. */
  does(user: string, event: string): Promise<void>;
  /** The user's visit, once it is as expected. */
  visit(user: string, is: (visit: Visit) => boolean): Promise<Visit>;
  user(id: string): Promise<User>;
  handle(user: string): ReturnType<TemporalClient['client']['workflow']['getHandle']>;
  /** Where the workflow stands. */
  instruction(user: string): Promise<Instruction | null>;
  /** The templates of the mails that the user got, in order. */
  mails(user: string): Promise<readonly string[]>;
  /** Every document of the database as it is now; the function returned puts it back. */
  backup(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const patience = 60_000;

export async function openWorking(
  programs: readonly Program[],
  variables: Record<string, string> = {},
  seams: Partial<Seams> = {},
): Promise<Working> {
  quietRuntime();
  const kept = await openTestStore();
  const environment = { ...environmentOf(kept.stack, freshName('queue')), ...variables };
  const configuration = readConfiguration(environment);
  const release = releaseOf(programs);
  await kept.store.releases.publish(release, Date.now());
  const temporal = await connectTemporal(configuration.temporal);
  const ingest = createIngest({ store: kept.store, temporal, clock: realClock, onError: () => {} });
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
  const worker = await createWorker(configuration, log, {
    ...noSeams,
    workflowBundle: await workflowBundle(),
    ...seams,
  });
  const running = worker.run();
  const journey = programs[0]?.journey ?? '';
  const handle = (user: string): ReturnType<Working['handle']> =>
    temporal.client.workflow.getHandle(workflowId(journey, user));
  const does = async (user: string, event: string): Promise<void> => {
    await ingest.take(track(user, event, { at: Date.now() }));
    await ingest.settled();
  };
  return {
    kept,
    log: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    temporal,
    ingest,
    release,
    environment,
    async enters(user = freshName('bo')) {
      await ingest.take(identify(user, { email: `${user}@acme.test` }, { at: Date.now() }));
      await does(user, 'Signed Up');
      return user;
    },
    does,
    async visit(user, is) {
      for (const end = performance.now() + patience; ; await pause()) {
        const visit = (await kept.store.users.read(user)).visits[journey];
        if (visit !== undefined && is(visit)) return visit;
        if (performance.now() > end) throw new Error(`the visit does not become so: ${JSON.stringify(visit)}`);
      }
    },
    user: (id) => kept.store.users.read(id),
    handle,
    instruction: (user) => handle(user).query<Instruction | null>('enrolment'),
    async mails(user) {
      const mails = await kept.stack.inbox.messages(`${user}@acme.test`);
      // The inbox shows the newest first.
      return mails.map(({ subject }) => subject.split(' ')[0] ?? '').reverse();
    },
    async backup() {
      const collections = await kept.db.collections();
      const dump = await Promise.all(collections.map(async (each) => [each.collectionName, await each.find().toArray()] as const)); // prettier-ignore
      return async () => {
        for (const [name, documents] of dump) {
          await kept.db.collection(name).deleteMany({});
          if (documents.length > 0) await kept.db.collection(name).insertMany([...documents]);
        }
        const known = new Set(dump.map(([name]) => name));
        const others = (await kept.db.collections()).filter(({ collectionName: name }) => !known.has(name));
        for (const each of others) await each.deleteMany({});
      };
    },
    async close() {
      await ingest.close();
      worker.stop();
      await running;
      await temporal.close();
      await kept.close();
    },
  };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
