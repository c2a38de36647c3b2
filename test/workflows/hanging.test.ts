import { second } from '../../domain/time/instant.ts';
import { gate } from '../support/gate.ts';
import { joinJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { sharedStack } from '../support/stack.ts';
import { waiting } from '../support/waiting.ts';
import { resting } from '../support/commanding.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await joinJourneyServer((await sharedStack()).temporal);
}, 60_000);
afterAll(() => server.close());

/** Two attempts beside the workflow, and the first of the ordinary ones: they run into their time limits. */
const hanging = 3;
/** The failed marker, the activity's three events, and the three of the workflow task that it wakes. */
const most = 7;

describe('a MongoDB that hangs', () => {
  it(`costs the history ${most} events, however long it hangs`, async () => {
    let asked = 0;
    const mongo = gate();
    const counts = { smooth: 0, hung: 0 };
    for (const kind of ['smooth', 'hung'] as const) {
      const meddling = {
        deciding: () => (++asked <= hanging && kind === 'hung' ? mongo.pass() : undefined),
      };
      asked = 0;
      const running = await server.enter(waiting, meddling);
      await resting(running, 40 * second);
      counts[kind] = (await running.handle.fetchHistory()).events?.length ?? NaN;
      await running.handle.cancel();
      await running.handle.result();
      if (kind === 'hung') expect(asked).toBeGreaterThan(hanging);
    }
    // The worker does not stop before they have ended.
    mongo.open();
    expect(counts.hung - counts.smooth).toBeLessThanOrEqual(most);
  }, 90_000);
});
