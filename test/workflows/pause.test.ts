import { day, hour } from '../../domain/time/instant.ts';
import type { Program } from '../../domain/journey/program.ts';
import { command, resting } from '../support/commanding.ts';
import { gate } from '../support/gate.ts';
import { startJourneyServer, type JourneyServer } from '../support/journey-server.ts';
import { templates } from '../support/journey-fakes.ts';
import { programOf } from '../support/program.ts';
import { delay, send, sendThenWait, wait, waiting } from '../support/waiting.ts';

let server: JourneyServer;
beforeAll(async () => {
  server = await startJourneyServer();
});
afterAll(() => server.close());

const ways: Partial<Program> = {
  goal: { milestone: 'project', event: 'Project Created', within: 14 * day },
  leave: [
    { kind: 'event', on: 'Account Deleted' },
    { kind: 'after', after: 60 * day },
  ],
};

describe('a pause', () => {
  it('lasts over the step’s timer: nothing is sent, no step is left, and resuming finds the wait expired', async () => {
    const running = await server.enter(waiting);
    await server.pass(hour);
    await command(running.handle, 'pause');
    await server.pass(9 * day);
    expect(await resting(running)).toMatchObject({ number: 2, status: 'paused', step: 'wait-profile' });
    expect(templates(running.person)).toEqual([]);
    expect(await command(running.handle, 'resume')).toBe('resumed by kim: ticket 4711; now sending reminder');
    await running.handle.result();
    expect(templates(running.person)).toEqual(['reminder']);
    expect(running.person.trail.map(({ what }) => what)).toEqual(['entered', 'paused by kim', 'resumed by kim', 'timeout', 'sent', 'finished']); // prettier-ignore
  });

  it('ends with what the step had left, where there is time', async () => {
    const running = await server.enter(programOf([delay(1), send('later')]));
    await server.pass(hour);
    await command(running.handle, 'pause');
    await server.pass(hour);
    await command(running.handle, 'resume');
    await running.handle.result();
    const { mails, trail } = running.person;
    expect(mails[0]!.at - trail[0]!.at).toBe(day);
  });

  it('keeps what the user did meanwhile: the wait is done when it is resumed', async () => {
    const running = await server.enter(waiting);
    await server.pass(hour);
    await command(running.handle, 'pause');
    await running.person.happens('Profile Completed');
    await server.pass(day);
    expect(await resting(running)).toMatchObject({ number: 2, status: 'paused' });
    await command(running.handle, 'resume');
    await running.handle.result();
    expect(templates(running.person)).toEqual(['thanks']);
  });

  it.each([
    { by: 'the goal', event: 'Project Created', outcome: 'converted' },
    { by: 'an event that leaves', event: 'Account Deleted', outcome: 'left' },
  ])('is ended by $by at once', async ({ event, outcome }) => {
    const running = await server.enter({ ...waiting, ...ways });
    await server.pass(hour);
    await command(running.handle, 'pause');
    await running.person.happens(event);
    expect(await running.handle.result()).toMatchObject({ outcome, decisions: 3 });
    expect(templates(running.person)).toEqual([]);
  });

  it('is ended by age, on the day', async () => {
    const { person, handle } = await server.enter({ ...waiting, ...ways });
    await server.pass(hour);
    await command(handle, 'pause');
    expect(await handle.result()).toMatchObject({ outcome: 'left', words: '60 days since entry' });
    expect(person.trail.at(-1)!.at - person.trail[0]!.at).toBe(60 * day);
  });

  it('during a delivery lets that one go out, and nothing after it', async () => {
    const delivery = gate();
    const program = programOf([send('welcome', 1), send('second')]);
    const running = await server.enter(program, { delivering: () => delivery.pass() });
    await delivery.reached;
    const reply = command(running.handle, 'pause');
    await running.handle.query('enrolment');
    delivery.open();
    expect(await reply).toBe('paused by kim: ticket 4711 (at second)');
    await server.pass(day);
    expect(templates(running.person)).toEqual(['welcome']);
    await command(running.handle, 'resume');
    await running.handle.result();
    expect(templates(running.person)).toEqual(['welcome', 'second']);
  });

  it('drops a nudge that an ending overtakes, and says so', async () => {
    const running = await server.enter(
      { ...programOf([send('welcome')]), ...ways },
      {
        answer: () => ({ kind: 'later', because: '451 later', unsure: false }),
      },
    );
    await server.pass(hour / 120);
    await command(running.handle, 'pause');
    await running.person.happens('Account Deleted');
    await running.handle.result();
    expect(running.person.trail.slice(-2)).toMatchObject([
      { step: 'welcome', what: 'dropped', because: ['left while paused'] },
      { what: 'left' },
    ]);
  });

  it('of somebody who is moved meanwhile begins the new step with resuming', async () => {
    const running = await server.enter(sendThenWait);
    await server.pass(hour);
    await command(running.handle, 'pause');
    await command(running.handle, 'move', { step: 'thanks' });
    expect(await resting(running)).toMatchObject({ status: 'paused', step: 'thanks' });
    await command(running.handle, 'resume');
    await running.handle.result();
    expect(templates(running.person)).toEqual(['welcome', 'thanks']);
  });

  it('takes no more than 300 bytes of state with everything else', async () => {
    const running = await server.enter(sendThenWait);
    await server.pass(hour);
    await command(running.handle, 'resend', { step: 'welcome' });
    await resting(running);
    await command(running.handle, 'pause');
    const { state } = await resting(running);
    expect(state).toMatchObject({ paused: expect.any(Number) as number, resends: 1 });
    expect(JSON.stringify(state).length).toBeLessThanOrEqual(300);
  });
});

describe('a nudge sent again', () => {
  it('has a key of its own, and the step under way keeps its time', async () => {
    const { person, handle } = await server.enter(sendThenWait);
    await server.pass(day);
    await command(handle, 'resend', { step: 'welcome' });
    await handle.result();
    expect(templates(person)).toEqual(['welcome', 'welcome', 'reminder']);
    expect(person.mails[2]!.at - person.mails[0]!.at).toBe(2 * day);
    const rounds = person.user().ledger.map(({ nudge }) => nudge.split('/').slice(-2).join('/'));
    expect(rounds).toEqual(['welcome/0', 'welcome/1', 'reminder/0']);
  });

  it('is refused as every nudge is where it may not go out', async () => {
    const running = await server.enter(sendThenWait);
    await server.pass(hour);
    await running.person.becomes({ email: 'nobody' });
    const before = running.person.user();
    expect(await command(running.handle, 'resend', { step: 'welcome' })).toEqual({
      code: 'COMMAND_REFUSED',
      words: 'resend: not now, no email address',
    });
    expect(running.person.user()).toBe(before);
  });

  it('that the provider refuses is told and not waited for', async () => {
    let refuses = false;
    const running = await server.enter(sendThenWait, {
      answer: () =>
        refuses ? { kind: 'later', because: '451 later', unsure: false } : { kind: 'sent', because: 'email accepted' },
    });
    await server.pass(hour);
    refuses = true;
    await command(running.handle, 'resend', { step: 'welcome' });
    expect(await resting(running)).toMatchObject({ status: 'waiting', step: 'wait-profile' });
    expect(running.person.trail.at(-1)).toMatchObject({ step: 'welcome', what: 'failed', because: ['451 later'] });
  });

  it('to a step behind is not what moving there does: what went out stays out', async () => {
    const running = await server.enter(sendThenWait);
    await server.pass(hour);
    await command(running.handle, 'move', { step: 'welcome' });
    expect(await resting(running)).toMatchObject({ status: 'waiting', step: wait.id });
    expect(templates(running.person)).toEqual(['welcome']);
    expect(running.person.trail.at(-1)).toMatchObject({ step: 'welcome', what: 'skipped', because: ['already sent'] });
  });
});
