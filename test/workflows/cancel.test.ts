import { hour, minute } from '../../domain/time/instant.ts';
import { command, resting } from '../support/commanding.ts';
import { gate } from '../support/gate.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { sendThenWait, waiting } from '../support/waiting.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

const story = { outcome: 'left', words: 'left by Temporal: cancelled' };

describe('Temporal’s own Cancel means leave', () => {
  it('while it waits: the workflow completes with its story', async () => {
    const { person, handle } = await server.enter(sendThenWait);
    await server.pass(hour);
    await handle.cancel();
    expect(await handle.result()).toMatchObject(story);
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    expect(person.user().visits.test).toMatchObject({ status: 'closed' });
    expect(person.trail.at(-1)).toMatchObject({
      step: 'wait-profile',
      what: 'left by Temporal',
      because: ['cancelled'],
    });
  });

  it('while it is paused', async () => {
    const { handle } = await server.enter(sendThenWait);
    await server.pass(hour);
    await command(handle, 'pause');
    await handle.cancel();
    expect(await handle.result()).toMatchObject(story);
  });

  it('while it delivers: the delivery completes first', async () => {
    const delivery = gate();
    const { person, handle } = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    await handle.cancel();
    delivery.open();
    expect(await handle.result()).toMatchObject(story);
    expect(person.mails).toHaveLength(1);
    expect(person.trail.map(({ what }) => what)).toEqual(['entered', 'sent', 'left by Temporal']);
  });

  it('while the provider refuses', async () => {
    const { person, handle } = await server.enter(sendThenWait, {
      answer: () => ({ kind: 'later', because: '451 later', unsure: false }),
    });
    await server.pass(minute);
    await handle.cancel();
    expect(await handle.result()).toMatchObject(story);
    expect(person.mails).toEqual([]);
  });

  it('before the first decision: the user enters and leaves', async () => {
    const decision = gate();
    const { person, handle } = await server.enter(waiting, {
      deciding: (number) => (number === 0 ? decision.pass() : undefined),
    });
    await decision.reached;
    await handle.cancel();
    decision.open();
    expect(await handle.result()).toMatchObject(story);
    expect(person.mails).toEqual([]);
  });

  it('twice is once', async () => {
    const { person, handle } = await server.enter(sendThenWait);
    await server.pass(hour);
    await Promise.all([handle.cancel(), handle.cancel()]);
    expect(await handle.result()).toMatchObject(story);
    expect(person.trail.filter(({ what }) => what === 'left by Temporal')).toHaveLength(1);
  });

  it('keeps whoever waits for an answer from being cancelled with it', async () => {
    const delivery = gate();
    const running = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    const reply = command(running.handle, 'pause');
    await running.handle.query('enrolment');
    await running.handle.cancel();
    delivery.open();
    expect(['paused by kim: ticket 4711 (at wait-profile)', { code: 'ENROLMENT_CLOSED' }]).toContainEqual(
      typeof (await reply) === 'string' ? await reply : { code: 'ENROLMENT_CLOSED' },
    );
    expect(await running.handle.result()).toMatchObject(story);
    expect((await resting(running)).status).toBe('left');
  });
});
