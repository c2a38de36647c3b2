import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLimiter, type Limiter } from '../../activities/rate/limiter.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { readConfiguration } from '../../domain/configuration/schema.ts';
import { searchAttributes } from '../../domain/enrolment/identity.ts';
import type { Release } from '../../domain/release/release.ts';
import { realClock } from '../../domain/time/clock.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { openStore } from '../../store/index.ts';

/** A mail as the SMTP server has it. */
export interface Arrived {
  readonly user: string;
  readonly at: Instant;
}

/** Servers and workers as in production: processes of their own, in real time. */
export interface Yard {
  readonly ingest: Ingest;
  readonly limiter: Limiter;
  /** How many mails have come. */
  count(): Promise<number>;
  arrived(): Promise<readonly Arrived[]>;
  close(): Promise<void>;
}

const workerPath = fileURLToPath(new URL('../../worker/index.ts', import.meta.url));

/** Starts servers in a folder of their own, publishes the release and starts so many workers. */
export async function openYard(release: Release, workers: number): Promise<Yard> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-herd-'));
  const stack = await startStack({ folder, searchAttributes });
  const opened: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true }), () => stack.stop()];
  const close = async (): Promise<void> => {
    for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last();
  };
  try {
    const environment = environmentOf(stack);
    const { mongo, temporal: address } = readConfiguration(environment);
    const store = await openStore({ uri: stack.mongo.uri, database: mongo.database });
    opened.push(() => store.close());
    await store.releases.publish(release, Date.now());
    const temporal = await connectTemporal(address);
    opened.push(() => temporal.close());
    opened.push(await startWorkers(environment, workers));
    const ingest = createIngest({ store, temporal, clock: realClock, onError: (error) => console.error(error) });
    opened.push(() => ingest.close());
    const limiter = createLimiter({ rates: store.rates, now: () => Date.now() });
    const inbox = stack.inboxUrl ?? '';
    return { ingest, limiter, count: () => countAt(inbox), arrived: () => arrivedAt(inbox), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function environmentOf({ temporal, mongo, smtp }: Stack): Record<string, string> {
  return {
    TEMPORAL_ADDRESS: temporal.address,
    MONGODB_URI: mongo.uri,
    SMTP_URL: smtp.url,
    USHER_LOG_LEVEL: 'error',
    USHER_LINK_SECRET: 'a-key-that-signs-the-links-of-benches',
    USHER_PUBLIC_URL: 'https://go.acme.test',
  };
}

async function countAt(inbox: string): Promise<number> {
  const answer = await fetch(new URL('api/count', inbox));
  return ((await answer.json()) as { readonly count: number }).count;
}

async function arrivedAt(inbox: string): Promise<readonly Arrived[]> {
  const page = await fetch(new URL('api/messages', inbox));
  const mails = (await page.json()) as readonly { readonly id: string; readonly to: readonly string[] }[];
  // A mail's id begins with the millisecond in which it came.
  return mails.map(({ id, to }) => ({ user: to[0]?.split('@')[0] ?? '', at: Number(id.split('-')[0]) }));
}

/** Starts workers and waits until they are ready; returns how they are stopped. */
async function startWorkers(environment: Record<string, string>, count: number): Promise<() => Promise<void>> {
  const children = Array.from({ length: count }, () => {
    const env = { ...process.env, ...environment };
    return fork(workerPath, [], { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  });
  await Promise.all(
    children.map(async (child) => {
      const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
      if (said !== 'ready') throw new Error(`a worker ended before it was ready: ${String(said)}`);
    }),
  );
  return async () => {
    await Promise.all(
      children.map(async (child) => {
        const ended = once(child, 'exit');
        child.disconnect();
        await ended;
      }),
    );
  };
}
