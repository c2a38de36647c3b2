import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from '../process/launch.ts';
import { listensOn } from '../process/listening.ts';
import { logTail } from '../process/log-tail.ts';

/** Servers answer within a second or two; a loaded machine and a long recovery get a minute. */
const timeLimit = 60_000;

/** The server ended because another program listens on its port. */
export class PortTaken extends Error {}

function failure(server: Running, what: string): Error {
  const tail = logTail(server.logFile);
  const Kind = /address already in use/i.test(tail) ? PortTaken : Error;
  return new Kind(`${server.name} ${what}. Its log, ${server.logFile}, ends with\n${tail}`);
}

export interface Readiness {
  /** Whether somebody answers there as the server would. */
  readonly answers: () => Promise<boolean>;
  /** Each port it is to listen on. */
  readonly ports: readonly number[];
}

/** Asks until the server answers, on every port. Throws, quoting its log, when it ends first or the time is up. */
export async function untilReady(server: Running, readiness: Readiness): Promise<void> {
  const deadline = Date.now() + timeLimit;
  while (!(await isReady(server, readiness))) {
    if (server.hasEnded()) throw failure(server, 'ended before it was ready');
    if (Date.now() > deadline) throw failure(server, `was not ready after ${timeLimit / 1000} s`);
    await pause(50);
  }
}

/** Somebody else may have taken a port a moment before our server wanted it, and answer in its place: so look whose it is. */
async function isReady(server: Running, { answers, ports }: Readiness): Promise<boolean> {
  return (await answers()) && ports.every((port) => listensOn(server.pid, port)) && !server.hasEnded();
}
