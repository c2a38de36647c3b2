import { setTimeout as pause } from 'node:timers/promises';
import { openPolicy } from '../../domain/pacing/policy.ts';
import { second } from '../../domain/time/instant.ts';
import { monday } from '../support/event.ts';
import { openLeaders, journeys, somebody, type Leaders } from './many-journeys.ts';

const processes = 3;
/** Every process sends one after the other, so far apart (ms). */
const apart = 1_200;

let leaders: Leaders;
beforeAll(async () => {
  leaders = await openLeaders();
});
afterAll(() => leaders.close());

describe('a kill switch', () => {
  it('is effective within five seconds in every process, each of which goes on to ask', async () => {
    const bo = await somebody(leaders.kept, openPolicy);
    const started = Array.from({ length: processes }, (_, index) =>
      leaders.start(
        bo,
        journeys.filter((__, nth) => nth % processes === index),
      ),
    );
    const children = await Promise.all(started);
    const led = leaders.lead(children, { now: monday, apart });
    // Each has sent one or two.
    while ((await leaders.kept.store.nudges.count('sent')) < 2 * processes) await pause(100);
    const off = { what: { kind: 'everything' }, then: 'skip', at: Date.now(), by: 'kim', reason: 'wrong price' } as const;
    await leaders.kept.store.switches.switchOff(off);
    for (const { accepted, through } of await led) {
      const instants = accepted.map(({ real }) => real);
      expect(Math.min(...instants)).toBeLessThan(off.at);
      expect(Math.max(...instants)).toBeLessThanOrEqual(off.at + 5 * second);
      expect(through.filter((at) => at > off.at + 5 * second).length).toBeGreaterThan(1);
    }
  }, 60_000);
}); // prettier-ignore
