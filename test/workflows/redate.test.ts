import type { Condition } from '../../domain/condition/condition.ts';
import { day, hour, minute } from '../../domain/time/instant.ts';
import { resting } from '../support/commanding.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { programOf } from '../support/program.ts';
import { send } from '../support/waiting.ts';
import { waitFor } from '../support/steps.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

/** True once the date of a trait is past. */
const trialOver: Condition = {
  kind: 'field',
  path: 'traits.trialEndsAt',
  type: 'date',
  tests: [{ kind: 'compare', comparison: 'lt', operand: { kind: 'relative', offset: 0 } }],
};
const program = programOf([
  waitFor(trialOver, 'the trial’s end', { id: 'wait-trial', atMost: 30 * day, done: 1, timeout: -1 }),
  send('over'),
]);

describe('a wait for something that time alone brings', () => {
  it('is timed for that instant', async () => {
    const running = await server.enter(program);
    const { person, handle } = running;
    await person.becomes({ trialEndsAt: (await server.now()) + 5 * day });
    await handle.result();
    expect(Math.abs(person.mails[0]!.at - person.trail[0]!.at - 5 * day)).toBeLessThan(minute);
  });

  it('is timed anew when the instant is moved to an earlier one: the sleeper is told, and decides nothing else', async () => {
    const running = await server.enter(program);
    const { person, handle } = running;
    await person.becomes({ trialEndsAt: (await server.now()) + 20 * day });
    await server.pass(hour);
    const before = await resting(running);
    const ends = (await server.now()) + 2 * day;
    await person.becomes({ trialEndsAt: ends });
    const after = await resting(running);
    expect(after).toMatchObject({ number: before.number + 1, status: 'waiting', state: before.state });
    expect(after.task).toMatchObject({ kind: 'wait', until: ends + 1 });
    await handle.result();
    expect(Math.abs(person.mails[0]!.at - ends)).toBeLessThan(minute);
  });

  it('is not told of an instant that is moved to a later one, nor of anything that moves none', async () => {
    const running = await server.enter(program);
    const { person, handle } = running;
    const ends = (await server.now()) + 3 * day;
    await person.becomes({ trialEndsAt: ends });
    const { number } = await resting(running);
    await person.becomes({ trialEndsAt: ends + day });
    await person.happens('Clicked');
    expect((await resting(running)).number).toBe(number);
    await handle.result();
    expect(Math.abs(person.mails[0]!.at - ends - day)).toBeLessThan(minute);
  });
});
