import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { activityInfo } from '@temporalio/activity';
import { createEmailProvider, deliveriesAtOnce } from '../../activities/email/provider.ts';
import { day, second } from '../../domain/time/instant.ts';
import type { Seams } from '../../worker/seams.ts';
import { gate } from '../support/gate.ts';
import { programOf } from '../support/program.ts';
import { freshName } from '../support/stack.ts';
import { delay, send } from '../support/steps.ts';
import { openWorking, type Working } from '../support/working.ts';

const program = programOf([send('welcome', { next: 1 }), delay(day)]);
/** Twice as many as the worker delivers at once. */
const crowd = 2 * deliveriesAtOnce;

/** A mail server that takes every connection and never says a word. */
let silent: Server;
const sockets = new Set<Socket>();
let working: Working;
beforeAll(async () => {
  silent = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterEach(() => working.close());
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
});

/** The worker with that mail server, which it gives up sooner than usual. */
async function open(seams: Partial<Seams> = {}): Promise<void> {
  const patience = { connectionTimeout: second, greetingTimeout: second, socketTimeout: second, longest: 4 * second };
  const email = createEmailProvider(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, null, patience);
  working = await openWorking([program], {}, { held: (held) => ({ ...held, email }), ...seams });
}

const enter = (count: number): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: count }, () => working.enters()));

describe('while a mail server hangs', () => {
  it('everybody it keeps waiting can leave, and is out soon', async () => {
    await open();
    const before = sockets.size;
    const users = await enter(crowd);
    const leaving = users.map((user) =>
      working.handle(user).executeUpdate('leave', { args: [{ by: 'Ada', reason: 'asked us to' }] }),
    );
    await Promise.all(leaving);
    const results = await Promise.all(users.map((user) => working.handle(user).result()));
    expect(new Set(results.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['left']));
    // Where deliveries stand in the way of leaving, each of them is made three times and more.
    expect(sockets.size - before).toBeLessThan(crowd);
  });

  it('the nudges that are turned away wait in view of everybody', async () => {
    await open();
    const users = await enter(crowd);
    const visits = await Promise.all(
      users.map((user) => working.visit(user, ({ decision }) => decision?.effect.kind === 'wait')),
    );
    expect(visits.every(({ decision }) => decision?.effect.kind === 'wait' && decision.effect.status === 'failing')).toBe(true); // prettier-ignore
    expect(working.log().filter(({ msg }) => msg === 'the provider does not answer and is left alone')).toHaveLength(1);
  });

  it('a decision that needs a slot of the worker’s gets one', async () => {
    const [hanging, full] = [gate(), gate()];
    let slow = '';
    let delivering = 0;
    await open({
      activities: (activities) => ({
        ...activities,
        decide(request) {
          if (request.enrolment.user === slow && activityInfo().isLocal) throw new Error('MongoDB takes its time');
          return activities.decide(request);
        },
        async deliver(request) {
          if (++delivering === deliveriesAtOnce) void full.pass();
          await hanging.pass();
          return activities.deliver(request);
        },
      }),
    });
    await enter(crowd);
    await full.reached;
    slow = freshName('slow');
    await working.enters(slow);
    try {
      expect(await working.visit(slow, ({ decision }) => decision !== null)).toMatchObject({ status: 'open' });
      expect(delivering).toBe(deliveriesAtOnce);
    } finally {
      hanging.open();
    }
  });
});
