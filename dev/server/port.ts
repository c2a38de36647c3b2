import { randomInt } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { Progress, Report } from '../progress.ts';

/** Everything embedded is for this machine only. */
export const loopback = '127.0.0.1';

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: loopback });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

/** Binds and lets go: the port number, or null when it is taken. */
function bind(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: loopback, exclusive: true }, () => {
      const bound = (server.address() as AddressInfo).port;
      server.close(() => resolve(bound));
    });
  });
}

/** Where a wildcard listener is, a bind to the loopback address can succeed on some systems: so ask first. */
async function isFree(port: number): Promise<boolean> {
  return !(await answers(port)) && (await bind(port)) === port;
}

/** Below those from which systems give a port to every outgoing connection, which would take it before its server is so far. */
const [lowest, highest] = [20_000, 32_000];

/** Any free port of this machine. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  const port = await bind(0);
  if (port === null) throw new Error(`No free port on ${loopback}.`);
  return port;
}

export interface Wish {
  readonly about: Progress['about'];
  /** What listens there, in words: "Temporal UI". */
  readonly name: string;
  /** The port whose links people keep; 0 for any. */
  readonly preferred: number;
  readonly report: Report;
}

/** A port that was free a moment ago can be taken before it is listened on; twice in a row is no accident any more. */
const attempts = 3;

/** Tries again, on ports chosen anew, what has failed because somebody else was quicker. */
export async function onPorts<Started>(
  start: () => Promise<Started>,
  wasTaken: (error: unknown) => boolean,
): Promise<Started> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (!wasTaken(error) || attempt === attempts) throw error;
    }
  }
}

/** The preferred port, or, said aloud, a free one when something else listens there. */
export async function choosePort({ about, name, preferred, report }: Wish): Promise<number> {
  if (preferred === 0) return freePort();
  if (await isFree(preferred)) return preferred;
  const port = await freePort();
  report({ about, words: `port ${preferred} is occupied, so the ${name} is on ${port} this time` });
  return port;
}
