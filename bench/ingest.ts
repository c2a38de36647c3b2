import { Runtime, DefaultLogger } from '@temporalio/worker';
import { workflowId } from '../domain/enrolment/identity.ts';
import { createIngest, type Ingest } from '../ingest/index.ts';
import { readMessage } from '../ingest/message.ts';
import { openStore } from '../store/index.ts';
import { realClock } from '../domain/time/clock.ts';
import { openCountingDoor } from './counting-door.ts';
import { openHouse, type House } from './house.ts';
import { atMost, printFigures } from './marks.ts';
import { referenceRelease } from './reference.ts';

/** Enough for a second or so at each concurrency. */
const events = 1_000;
const users = 200;
/** Machines are noisy: the median of so many rounds, ours and the server's own by turns. */
const rounds = 3;
const concurrencies = [1, 10, 50];

Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'error' } } });
let sent = 0;

/** An event that no journey asks about. */
function irrelevant(userId: string): object {
  sent += 1;
  const properties = { path: '/projects', title: 'Projects', referrer: 'https://app.acme.test/' };
  return { type: 'track', userId, event: 'Page Viewed', messageId: `m-${sent}`, properties };
}

/** Runs `events` tasks, so many at once; returns tasks a second. */
async function rate(concurrency: number, task: (index: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < events) await task(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return events / ((performance.now() - started) / 1_000);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Events a second beside the server's own inserts of the same documents, under the same promise, in the same run. */
async function rates(ingest: Ingest, { store }: House): Promise<Record<string, object>> {
  const inserted: string[] = [];
  const insert = (): Promise<unknown> => {
    const { event, content } = readMessage(irrelevant('somebody'), Date.now());
    inserted.push(event.messageId);
    return store.events.insert(event, content, Date.now());
  };
  const figures: Record<string, object> = {};
  for (const concurrency of concurrencies) {
    const ours: number[] = [];
    const servers: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await rate(concurrency, (index) => ingest.take(irrelevant(`user-${index % users}`))));
      servers.push(await rate(concurrency, insert));
      await store.events.markDone(inserted.splice(0)); // Nothing for the worker to sweep.
    }
    const [taken, put] = [median(ours), median(servers)];
    figures[`at ${concurrency}`] = {
      eventsPerSecond: Math.round(taken),
      insertsPerSecond: Math.round(put),
      ratio: Number((taken / put).toFixed(2)),
    };
  }
  return figures;
}

/** Round trips to MongoDB: of a user not met within seconds, of one met just now, and those that mark events as done, in batches. */
interface Trips {
  readonly cold: number;
  readonly warm: number;
  readonly marking: number;
}

/** Counts what is asked of MongoDB for events nobody waits for, one at a time. */
async function roundTrips(uri: string, database: string, { temporal }: House): Promise<Trips> {
  const door = await openCountingDoor(uri);
  const store = await openStore({ uri: door.uri, database });
  const ingest = createIngest({ store, temporal, clock: realClock, onError: (error) => console.error(error) });
  const takeAll = async (): Promise<number> => {
    const before = door.asked();
    for (let index = 0; index < users; index += 1) await ingest.take(irrelevant(`user-${index}`));
    await ingest.close();
    // To a tenth: the release is read once a second, whatever comes.
    return Number(((door.asked() - before - (door.marked() - marked)) / users).toFixed(1));
  };
  let marked = door.marked();
  await ingest.take(irrelevant('somebody')); // Reads the release.
  await ingest.close();
  marked = door.marked();
  const cold = await takeAll();
  const marking = (door.marked() - marked) / users;
  marked = door.marked();
  const warm = await takeAll();
  await store.close();
  await door.close();
  return { cold, warm, marking };
}

/** History events of an open enrolment for each of a hundred events that nobody waits for. */
async function historyPerEvent({ ingest, temporal }: House): Promise<number> {
  await ingest.take({
    type: 'identify',
    userId: 'bo',
    traits: { email: 'bo@acme.test', plan: 'team' },
    messageId: 'i',
  });
  await ingest.take({ type: 'track', userId: 'bo', event: 'Signed Up', messageId: 's' });
  await ingest.settled();
  const handle = temporal.client.workflow.getHandle(workflowId('reference', 'bo'));
  const length = async (): Promise<number> => (await handle.describe()).historyLength;
  const isDelayed = async (): Promise<boolean> =>
    (await handle.describe()).typedSearchAttributes.getAll().some(({ value }) => value === 'delayed');
  while (!(await isDelayed())) await new Promise((resolve) => setTimeout(resolve, 50));
  const before = await length();
  for (let index = 0; index < 100; index += 1) await ingest.take(irrelevant('bo'));
  await ingest.settled();
  return ((await length()) - before) / 100;
}

const house = await openHouse(await referenceRelease(), 1);
try {
  const { uri, database } = house.mongo;
  const history = await historyPerEvent(house);
  const trips = await roundTrips(uri, database, house);
  const figures = await rates(house.ingest, house);
  printFigures({ ...figures, roundTripsPerEvent: trips, historyEventsPerEvent: history }, [
    atMost('MongoDB round trips until an event nobody waits for is safe', trips.cold, 3),
    atMost('history events per event nobody waits for', history, 0),
  ]);
} finally {
  await house.close();
}
