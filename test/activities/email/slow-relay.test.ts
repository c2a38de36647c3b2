import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEmailProvider, type Mail } from '../../../activities/email/provider.ts';

const mail: Mail = {
  from: { name: 'Acme', address: 'hello@acme.test' },
  to: 'bo@acme.test',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  messageId: '<1@acme.test>',
  oneClick: null,
};
const timeouts = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 2_000, longest: 500 };

/** A relay of as little SMTP as there can be. */
interface Relay {
  readonly url: string;
  /** How many mails it has accepted. */
  readonly accepted: () => number;
  /** How many connections it has. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** @param answers how long (ms) it takes to answer each command; null: it does not even greet */
async function openRelay(answers: number | null): Promise<Relay> {
  let accepted = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (answers === null) return;
    let said = '';
    let isData = false;
    const answer = (words: string): void => void sleep(answers).then(() => socket.writable && socket.write(words));
    socket.write('220 relay\r\n');
    socket.on('data', (chunk) => {
      said += String(chunk);
      if (isData) {
        if (!said.endsWith('\r\n.\r\n')) return;
        [isData, said] = [false, ''];
        void sleep(answers).then(() => {
          if (!socket.writable) return;
          accepted += 1;
          socket.write('250 accepted\r\n');
        });
      } else if (said.endsWith('\r\n')) {
        isData = said.startsWith('DATA');
        answer(isData ? '354 go on\r\n' : '250 fine\r\n');
        said = '';
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: () => accepted,
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function sendTo(relay: Relay) {
  const provider = createEmailProvider(relay.url, null, timeouts);
  const result = await provider.send(mail);
  // An attempt that ended, and then some: a mail that went on by itself would have arrived.
  await sleep(1_500);
  const found = { result, accepted: relay.accepted(), connections: relay.connections() };
  provider.close();
  await relay.close();
  return found;
}

describe('a relay', () => {
  it('that answers in time gets the mail', async () => {
    expect(await sendTo(await openRelay(10))).toMatchObject({ result: { kind: 'sent' }, accepted: 1 });
  });

  it('that trickles is left when the attempt is over, and gets nothing of it afterwards', async () => {
    expect(await sendTo(await openRelay(180))).toEqual({
      result: {
        kind: 'later',
        because: 'SMTP does not answer: the provider took too long',
        unsure: true,
        silent: true,
      },
      accepted: 0,
      connections: 0,
    });
  });

  it('that does not greet has got nothing: there is no doubt', async () => {
    expect(await sendTo(await openRelay(null))).toMatchObject({
      result: { kind: 'later', unsure: false, silent: true },
      accepted: 0,
    });
  });
});
