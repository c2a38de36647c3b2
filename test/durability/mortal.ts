import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Listening, Passed } from './crash/points.ts';
import type { Trace } from './crash/traces.ts';
import type { Doom } from './doomed.ts';

/** A process of ours that may be killed at any moment. */
export interface Mortal {
  /** Resolves when it is ready for work; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves when it is gone. */
  readonly ended: Promise<Ended>;
  isAlive(): boolean;
  /** Gives it a message to take in; `gone` when it ended before it answered. */
  post(message: unknown): Promise<Answer | 'gone'>;
  /** Tells it where some users are to stop; resolves when it knows. */
  doom(doom: Doom): Promise<void>;
  kill(): Promise<Ended>;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A message to be taken in. */
export interface Letter {
  readonly letter: number;
  readonly message: unknown;
}

/** In place of a message: a user's document and Temporal are to be brought together, as a reconciliation does it. */
export interface Meeting {
  /** The user. */
  readonly meet: string;
  readonly course: string;
}

/** What became of a message: taken in, or not. */
export interface Answer {
  readonly letter: number;
  readonly acknowledged: boolean;
  readonly because?: string;
}

export interface Birth extends Partial<Listening> {
  readonly program: keyof typeof programs;
  readonly environment: Readonly<Record<string, string>>;
  /** What its program is given. */
  readonly parameters: readonly string[];
  /** Where its log goes; null for nowhere. */
  readonly log: string | null;
}

const programs = {
  worker: './worker.fixture.ts',
  ingest: './ingest.fixture.ts',
  /** As it is run in production. Nobody can be made to stop in it. */
  'production worker': '../../worker/index.ts',
} as const;

type Said = 'ready' | 'doomed' | { readonly passed: Passed } | { readonly trace: Trace } | Answer;

/** Starts one. */
export function bear(birth: Birth): Mortal {
  const child = start(birth);
  const waiting = new Map<number | 'ready' | 'doomed', (answer: Answer | 'ready' | 'doomed') => void>();
  let letters = 0;
  child.on('message', (said: Said) => {
    if (typeof said === 'string') waiting.get(said)?.(said);
    else if ('passed' in said) birth.onPassed?.(said.passed);
    else if ('trace' in said) birth.onTrace?.(said.trace);
    else waiting.get(said.letter)?.(said);
  });
  const ended = new Promise<Ended>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));

  /** What it says under a name or a number, or that it ended before. */
  async function hears(name: number | 'ready' | 'doomed'): Promise<Answer | 'ready' | 'doomed' | 'gone'> {
    const said = new Promise<Answer | 'ready' | 'doomed'>((resolve) => waiting.set(name, resolve));
    return Promise.race([said, ended.then(() => 'gone' as const)]).finally(() => waiting.delete(name));
  }

  const ready = hears('ready').then(async (said) => {
    if (said === 'gone') throw new Error(`the ${birth.program} ended before it was ready: ${words(await ended)}`);
  });
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async post(message) {
      const letter = ++letters;
      const answered = hears(letter);
      child.send({ letter, message }, () => undefined); // What is lost with the process is posted again.
      const said = await answered;
      return typeof said === 'string' ? 'gone' : said;
    },
    async doom(doom) {
      const doomed = hears('doomed');
      child.send(doom, () => undefined);
      await doomed;
    },
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

function start({ program, environment, parameters, log }: Birth): ChildProcess {
  const file = log === null ? 'ignore' : openSync(log, 'a');
  const child = fork(fileURLToPath(new URL(programs[program], import.meta.url)), parameters, {
    env: { ...process.env, ...environment },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', file, file, 'ipc'],
  });
  if (file !== 'ignore') closeSync(file);
  return child;
}

/** How a process ended, for people. */
export function words({ code, signal }: Ended): string {
  return signal === null ? `with code ${String(code)}` : `by ${signal}`;
}
