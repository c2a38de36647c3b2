import { Runtime, DefaultLogger } from '@temporalio/worker';
import { workflowId } from '../domain/enrolment/identity.ts';
import { day, second } from '../domain/time/instant.ts';
import { openHouse } from './house.ts';
import { atMost, printFigures } from './marks.ts';
import { referenceRelease } from './reference.ts';

/** The reference path takes four days: eight seconds at this speed, and no delay shorter than the server's own second. */
const speed = day / (2 * second);

/** What Temporal Cloud would bill: starts, timers, activities, markers of local ones, signals and upserts. */
const billed = [
  'workflowExecutionStartedEventAttributes',
  'timerStartedEventAttributes',
  'activityTaskScheduledEventAttributes',
  'markerRecordedEventAttributes',
  'workflowExecutionSignaledEventAttributes',
  'upsertWorkflowSearchAttributesEventAttributes',
];

Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'error' } } });
const house = await openHouse(await referenceRelease(), speed);
try {
  await house.ingest.take({
    type: 'identify',
    userId: 'bo',
    traits: { email: 'bo@acme.test', plan: 'team' },
    messageId: 'm-1',
  });
  await house.ingest.take({ type: 'track', userId: 'bo', event: 'Signed Up', messageId: 'm-2' });
  await house.ingest.settled();
  const handle = house.temporal.client.workflow.getHandle(workflowId('reference', 'bo'));
  await handle.result();
  const { events: history = [] } = await handle.fetchHistory();
  const found = history ?? [];
  const bytes = (await handle.describe()).historySize ?? 0;
  const of = (kind: string): number => found.filter((event) => event[kind as keyof typeof event] != null).length;
  const workflowTasks = of('workflowTaskCompletedEventAttributes');
  const actions = billed.reduce((total, kind) => total + of(kind), 0);
  const names = found.map((event) =>
    Object.keys(event)
      .find((key) => key.endsWith('EventAttributes'))
      ?.replace('EventAttributes', ''),
  );
  if (process.argv.includes('--events')) console.log(names.join('\n'));
  printFigures({ path: 'reference', events: found.length, bytes, workflowTasks, actions }, [
    atMost('events', found.length, 35),
    atMost('bytes', bytes, 8_000),
    atMost('workflow tasks', workflowTasks, 6),
  ]);
} finally {
  await house.close();
}
