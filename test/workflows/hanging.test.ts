import { second } from '../../domain/time/instant.ts';
import { gate } from '../support/gate.ts';
import { joinJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { sharedStack } from '../support/stack.ts';
import { waiting } from '../support/waiting.ts';
import { resting } from '../support/commanding.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await joinJourneyServer((await sharedStack()).temporal);
});
afterAll(() => server.close());

/** Time for two attempts beside the workflow and two ordinary ones, which run into their limits; the third comes after. */
const hangs = 26 * second;
/**
 * The failed marker, the activity's three events, and the three of the workflow task that it wakes. A local activity that
 * goes on trying tells the server every 8 s that it is alive, in three events each: nine by then.
 */
const most = 7;

/**
 * A task that a busy machine keeps a worker from taking, or from ending, in time is no fault of MongoDB's: it was
 * scheduled and timed out, and started in between where its worker had it already. Nor is it one where the four seconds of
 * the local activity become more than eight there, so that its worker says once that it is alive.
 */
function withoutDelays(events: readonly Event[]): number {
  const marker = events.findIndex(({ markerRecordedEventAttributes: told }) => told != null);
  const alive = events.findIndex(
    ({ workflowTaskCompletedEventAttributes: done }, at) =>
      done != null && at < marker && events[at + 1]?.workflowTaskScheduledEventAttributes != null,
  );
  return events.length - late(events) - (alive === -1 ? 0 : 3);
}

function late(events: readonly Event[]): number {
  const tasks = events.flatMap(({ workflowTaskTimedOutEventAttributes: task }) => (task == null ? [] : [task]));
  const started = tasks.filter(({ startedEventId }) => Number(startedEventId ?? 0) > 0);
  return 2 * tasks.length + started.length;
}

interface Event {
  readonly workflowTaskTimedOutEventAttributes?: { readonly startedEventId?: unknown } | null;
  readonly workflowTaskCompletedEventAttributes?: object | null;
  readonly workflowTaskScheduledEventAttributes?: object | null;
  readonly markerRecordedEventAttributes?: object | null;
}

describe('a MongoDB that hangs', () => {
  it(`costs the history ${most} events, however long it hangs`, async () => {
    let since = NaN;
    let asked = 0;
    const mongo = gate();
    const counts = { smooth: 0, hung: 0 };
    for (const kind of ['smooth', 'hung'] as const) {
      const meddling = {
        deciding: () => {
          asked++;
          return kind === 'hung' && Date.now() < since + hangs ? mongo.pass() : undefined;
        },
      };
      asked = 0;
      since = Date.now();
      const running = await server.enter(waiting, meddling);
      await resting(running, 60 * second);
      const { events } = await running.handle.fetchHistory();
      counts[kind] = withoutDelays(events ?? []);
      await running.handle.cancel();
      await running.handle.result();
      if (kind === 'hung') expect(asked).toBeGreaterThan(3);
    }
    // The worker does not stop before they have ended.
    mongo.open();
    expect(counts.hung - counts.smooth).toBeLessThanOrEqual(most);
  });
});
