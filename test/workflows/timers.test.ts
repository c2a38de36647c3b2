import { hour } from '../../domain/time/instant.ts';
import { command } from '../support/commanding.ts';
import { startJourneyServer, type JourneyServer, type Running } from '../support/journey-server.ts';
import { delay, sendThenWait } from '../support/waiting.ts';
import { programOf } from '../support/program.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

/** How many timers were set, and how many of them have fired or were taken back. */
async function timersOf({ handle }: Running): Promise<{ set: number; over: number }> {
  const { events = [] } = await handle.fetchHistory();
  const set = events?.filter((event) => event.timerStartedEventAttributes != null).length ?? 0;
  const over = events?.filter(
    (event) => (event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes) != null,
  );
  return { set, over: over?.length ?? 0 };
}

describe('a wait that is over before its time', () => {
  it('by an event leaves no timer running, as a race of a sleep with a condition would', async () => {
    const running = await server.enter(sendThenWait);
    await server.pass(hour);
    await running.person.happens('Profile Completed');
    await running.handle.result();
    expect(await timersOf(running)).toEqual({ set: 1, over: 1 });
  });

  it('by a command leaves none either, and the next wait has one of its own', async () => {
    const running = await server.enter(programOf([delay(1), delay(-1, hour)]));
    await server.pass(hour);
    await command(running.handle, 'skip');
    await running.handle.result();
    expect(await timersOf(running)).toEqual({ set: 2, over: 2 });
  });
});
