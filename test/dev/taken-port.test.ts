import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { listensOn } from '../../dev/process/listening.ts';
import { openLedger } from '../../dev/process/ledger.ts';
import type { Running } from '../../dev/process/launch.ts';
import { startInbox } from '../../dev/inbox/start.ts';
import { startServer, type Ground } from '../../dev/server/ground.ts';
import { choosePort } from '../../dev/server/port.ts';
import { removeTemporaryFolders, temporaryFolder } from './places.ts';

/** A server that takes its time before it wants its port, and ends as servers do when somebody has it. */
const slowServer = `
  const server = require('node:net').createServer();
  setTimeout(() => server.listen(Number(process.argv[1]), '127.0.0.1'), 300);
  server.on('error', () => { console.error('bind: address already in use'); process.exit(1); });
`;

function answersAt(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).unref();
    setTimeout(() => socket.destroy(), 50);
  });
}

async function listening(): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

function groundOn(folder: string): Ground {
  const pinned = (): Promise<never> => Promise.reject(new Error('nothing to install'));
  const search = { path: '', pinned };
  return { folder, ledger: openLedger(folder), search, report: () => undefined, launched: [] as Running[] };
}

afterAll(removeTemporaryFolders);

it('does not take another program for its server that has the port and answers: it tries another port', async () => {
  const other = await listening();
  const spare = await choosePort({ about: 'mongo', name: 'Slow', preferred: 0, report: () => undefined });
  const ports = [other.port, spare];
  const tried: number[] = [];
  const server = await startServer(groundOn(await temporaryFolder()), 'Slow', () => {
    const port = ports[tried.length] ?? 0;
    tried.push(port);
    const command = { program: process.execPath, parameters: ['-e', slowServer, String(port)] };
    return Promise.resolve({ command, answers: () => answersAt(port), ports: [port] });
  });
  expect(tried).toEqual(ports);
  expect(listensOn(server.pid, spare)).toBe(true);
  expect(listensOn(server.pid, other.port)).toBe(process.platform !== 'linux');
  await server.stop();
  other.close();
});

it('puts the inbox on other ports when somebody takes the chosen one before it listens', async () => {
  const occupied = await listening();
  const chosen: number[] = [];
  let thief: Server | undefined;
  const report = ({ words }: { readonly words: string }): void => {
    const port = Number(/ on (\d+) this time/.exec(words)?.[1]);
    chosen.push(port);
    thief ??= createServer().listen(port, '127.0.0.1');
  };
  const wish = { folder: await temporaryFolder(), smtpPort: 0, httpPort: occupied.port, control: false, report };
  const inbox = await startInbox(wish);
  expect(chosen).toHaveLength(2);
  expect(new URL(inbox.pageUrl).port).toBe(String(chosen[1]));
  await inbox.stop();
  thief?.close();
  occupied.close();
});
