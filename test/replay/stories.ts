import { second } from '../../domain/time/instant.ts';
import { command, resting } from '../support/commanding.ts';
import { gate } from '../support/gate.ts';
import type { JourneyServer, Running } from '../support/journey-server.ts';
import { done, programOf } from '../support/program.ts';
import * as steps from '../support/steps.ts';
import { send, sendThenWait } from '../support/waiting.ts';

/** What the recorded histories tell, each to its end: everything that the workflow can do. */
export const stories: Readonly<Record<string, (server: JourneyServer) => Promise<Running>>> = {
  /** A mail, a delay, a branch, a wait in vain, a mail, an exit. */
  plain: (server) =>
    server.enter(
      programOf([
        send('welcome', 1),
        steps.delay(second, { next: 2 }),
        steps.branch([{ when: done('Signed Up'), to: 3, words: 'new' }], { next: 3 }),
        steps.waitFor(done('Profile Completed'), 'Profile Completed', { atMost: second, done: 4, timeout: 4 }),
        send('reminder', 5),
        steps.exit('done'),
      ]),
    ),

  async woken(server) {
    const running = await server.enter(sendThenWait);
    await resting(running);
    await running.handle.signal('wake', 0);
    await running.person.happens('Profile Completed');
    return running;
  },

  async goal(server) {
    const goal = { milestone: 'project', event: 'Project Created', within: 9_000 * second };
    const running = await server.enter({ ...sendThenWait, goal });
    await resting(running);
    await running.person.happens('Project Created');
    return running;
  },

  repeat: (server) =>
    server.enter(programOf([steps.repeat({ upTo: 2, every: second, body: 1, next: 2 }), send('tip', 0), send('last')])),

  /** All six, one refused by a decision, one while a nudge is being delivered. */
  async commands(server) {
    const delivery = gate();
    const running = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    const paused = command(running.handle, 'pause');
    await running.handle.query('enrolment');
    delivery.open();
    await paused;
    await command(running.handle, 'resend', { step: 'welcome' });
    await command(running.handle, 'resume');
    await command(running.handle, 'resend', { step: 'welcome' });
    await resting(running);
    await command(running.handle, 'pause');
    await command(running.handle, 'move', { step: 'wait-profile' });
    await command(running.handle, 'resume');
    await command(running.handle, 'move', { step: 'nowhere' });
    await command(running.handle, 'skip');
    return running;
  },

  async leave(server) {
    const running = await server.enter(sendThenWait);
    await resting(running);
    await command(running.handle, 'leave');
    return running;
  },

  async 'cancel-waiting'(server) {
    const running = await server.enter(sendThenWait);
    await resting(running);
    await running.handle.cancel();
    return running;
  },

  async 'cancel-delivering'(server) {
    const delivery = gate();
    const running = await server.enter(sendThenWait, { delivering: () => delivery.pass() });
    await delivery.reached;
    const paused = command(running.handle, 'pause');
    await running.handle.cancel();
    delivery.open();
    await paused;
    return running;
  },

  /** A nudge that its provider refuses for now is held, until somebody has it tried again. */
  async held(server) {
    let refuses = true;
    const running = await server.enter(sendThenWait, {
      answer: () =>
        refuses ? { kind: 'later', because: '451 later', unsure: false } : { kind: 'sent', because: 'accepted' },
    });
    await resting(running);
    refuses = false;
    await command(running.handle, 'pause');
    await command(running.handle, 'resume');
    await resting(running);
    await running.person.happens('Profile Completed');
    return running;
  },

  /** A decision that fails beside the workflow, and is taken by an ordinary activity. */
  async ordinary(server) {
    let failures = 0;
    return server.enter(programOf([send('welcome')]), {
      deciding: () => {
        if (++failures <= 2) throw new Error('MongoDB is away');
      },
    });
  },

  async forgotten(server) {
    const running = await server.enter(sendThenWait);
    await resting(running);
    running.person.forget();
    await running.handle.signal('wake', 2);
    return running;
  },

  async continued(server) {
    const running = await server.enter(sendThenWait);
    await resting(running);
    await command(running.handle, 'pause');
    for (let signals = 0; signals < 1_000; signals += 100)
      await Promise.all(Array.from({ length: 100 }, () => running.handle.signal('wake', 0)));
    await command(running.handle, 'resume');
    await running.person.happens('Profile Completed');
    return running;
  },
};
