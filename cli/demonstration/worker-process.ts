import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { workerProgram } from '../folders.ts';

/** The worker, in a process of its own. */
export interface WorkerProcess {
  /** Resolves when it is ready for work; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Called once if it ends without having been asked to. */
  onDeath(tell: (words: string) => void): void;
  /** Lets it finish what it is doing. */
  stop(): Promise<void>;
}

/** After this it is killed: a graceful stop takes a tenth of a second when nothing hangs. */
const stopLimit = 10_000;

/** Starts the worker with these variables; its log goes to a file. It ends by itself when this process is gone. */
export function startWorker(environment: NodeJS.ProcessEnv, logFile: string): WorkerProcess {
  const log = openSync(logFile, 'a');
  const child = fork(workerProgram, {
    env: environment,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', log, log, 'ipc'],
    // A terminal's Ctrl-C is for us: we tell the worker when it is its turn.
    detached: true,
  });
  closeSync(log);
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(`the worker ended ${signal === null ? `with code ${code ?? 0}` : `by ${signal}`}; see ${logFile}`),
    );
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    void ended.then((words) => reject(new Error(words)));
  });
  return {
    ready,
    onDeath: (tell) => void ended.then((words) => (stopping ? undefined : tell(words))),
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), stopLimit);
      await ended;
      clearTimeout(limit);
    },
  };
}
