import { setTimeout as pause } from 'node:timers/promises';
import { Runtime, DefaultLogger } from '@temporalio/worker';
import { workflowId } from '../domain/enrolment/identity.ts';
import { day, second, type Milliseconds } from '../domain/time/instant.ts';
import { openHouse, type House } from './house.ts';
import { atMost, printFigures } from './marks.ts';
import { referenceRelease } from './reference.ts';

/** How long a day lasts: the reference path takes four, and no delay is shorter than the server's own second. */
const dayLasts = 2 * second;

/** What Temporal Cloud would bill: starts, timers, activities, markers of local ones, signals and upserts. */
const billed = [
  'workflowExecutionStartedEventAttributes',
  'timerStartedEventAttributes',
  'activityTaskScheduledEventAttributes',
  'markerRecordedEventAttributes',
  'workflowExecutionSignaledEventAttributes',
  'upsertWorkflowSearchAttributesEventAttributes',
];

type Event = Record<string, unknown>;

/** What an enrolment has left in Temporal. */
interface Measured {
  readonly events: number;
  readonly bytes: number;
  readonly workflowTasks: number;
  readonly actions: number;
}

async function measure({ temporal, ingest }: House, course: string, user: string): Promise<Measured> {
  await ingest.settled();
  const handle = temporal.client.workflow.getHandle(workflowId(course, user));
  await handle.result();
  const { events: history } = await handle.fetchHistory();
  const found = (history ?? []) as unknown as readonly Event[];
  const of = (kind: string): number => found.filter((event) => event[kind] != null).length;
  if (process.argv.includes('--events')) console.log(found.map(nameOf).join('\n'));
  return {
    events: found.length,
    bytes: (await handle.describe()).historySize ?? 0,
    workflowTasks: of('workflowTaskCompletedEventAttributes'),
    actions: billed.reduce((total, kind) => total + of(kind), 0),
  };
}

function nameOf(event: Event): string {
  return (
    Object.keys(event)
      .find((key) => key.endsWith('EventAttributes'))
      ?.replace('EventAttributes', '') ?? ''
  );
}

let messages = 0;

function track({ ingest }: House, userId: string, event: string): Promise<unknown> {
  messages += 1;
  return ingest.take({ type: 'track', userId, event, messageId: `m-${messages}` });
}

async function identify({ ingest }: House, userId: string): Promise<void> {
  messages += 1;
  const traits = { email: `${userId}@acme.test`, plan: 'team' };
  await ingest.take({ type: 'identify', userId, traits, messageId: `m-${messages}` });
}

async function reference(house: House): Promise<Measured> {
  await identify(house, 'bo');
  await track(house, 'bo', 'Signed Up');
  return measure(house, 'reference', 'bo');
}

/** Twenty events of which two matter: each on its own, or in two bursts with one that matters in each. */
async function twenty(house: House, user: string, gap: Milliseconds): Promise<Measured> {
  await identify(house, user);
  await track(house, user, 'Trial Started');
  for (const matters of ['Profile Completed', 'Project Created']) {
    // Both waits are reached well before: what matters comes while it is awaited.
    await pause(2 * dayLasts);
    const around = Array.from({ length: 9 }, (_, index) => `Page ${index}`);
    for (const event of [...around.slice(0, 4), matters, ...around.slice(4)]) {
      const taken = track(house, user, event);
      if (gap > 0) await taken.then(() => pause(gap));
    }
  }
  return measure(house, 'long', user);
}

Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'error' } } });
const house = await openHouse(await referenceRelease(), day / dayLasts);
try {
  const path = await reference(house);
  const [spaced, bursty] = await Promise.all([twenty(house, 'di', second / 20), twenty(house, 'ed', 0)]);
  printFigures({ path: 'reference', ...path, twentyEvents: { spaced, bursty } }, [
    atMost('events', path.events, 35),
    atMost('bytes', path.bytes, 8_000),
    atMost('workflow tasks', path.workflowTasks, 6),
    atMost('events, ten steps and twenty spaced user events', spaced.events, 56),
  ]);
} finally {
  await house.close();
}
