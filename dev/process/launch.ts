import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { endProcess, signalGroup } from './end.ts';
import { identify, type Identity } from './identity.ts';
import type { Ledger } from './ledger.ts';

/** What to run: a program, its arguments, variables beside our own. */
export interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

export interface Launch {
  readonly name: string;
  readonly command: Command;
  readonly folder: string;
  readonly logFile: string;
  readonly ledger: Ledger;
}

/** How a server ended: by itself with a code, or by a signal. */
interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Running {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<Ending>;
  hasEnded(): boolean;
  /** Whether we asked it to end. */
  wasStopped(): boolean;
  stop(): Promise<void>;
  /** For the exit hook: sends the signal and does not wait. */
  stopNow(): void;
}

/** Settings meant for us must not reach the servers: a TEMPORAL_* or SECANTUS* of the shell would change what they do. */
const foreign = /^(TEMPORAL_|SECANTUS|PYTHON|MONGODB_|SMTP_)/;

function environment(variables: Command['variables']): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    ...variables,
  };
}

/**
 * Starts a server in a process group of its own, so that the terminal's Ctrl-C reaches only us and we can
 * stop things in order; the ledger knows its pid at once, so that it can be found even after a kill -9 of ours.
 */
export async function launch({ name, command, folder, logFile, ledger }: Launch): Promise<Running> {
  const log = openSync(logFile, 'w');
  const child = spawn(command.program, command.parameters, {
    cwd: folder,
    env: environment(command.variables),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw new Error(`${name} could not be started: ${command.program}: ${error.message}`, { cause: error });
  }
  const identity: Identity = identify(pid) ?? { pid, started: 'gone' };
  ledger.add({ name, ...identity });
  const ended = once(child, 'exit').then(([code, signal]): Ending => {
    ledger.remove(pid);
    return { code: code as Ending['code'], signal: signal as Ending['signal'] };
  });
  let stopped = false;
  return {
    name,
    pid,
    logFile,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    wasStopped: () => stopped,
    stop: async () => {
      stopped = true;
      await endProcess(identity);
      await ended;
    },
    stopNow: () => signalGroup(pid, 'SIGTERM'),
  };
}
