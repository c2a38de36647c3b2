import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { SharedStack } from './stack.ts';
import type { Asked } from './usher.fixture.ts';

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves when it has said this so many times since it began, on either stream. */
  readonly says: (words: string, times?: number) => Promise<void>;
  /** All that it has said so far, on both streams. */
  readonly heard: () => string;
  readonly kill: () => void;
  /** As Ctrl-C does. */
  readonly interrupt: () => void;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('usher.fixture.ts', import.meta.url));

/** What a command needs to know of the servers, as its environment says it. */
export function environmentOf({ temporal, mongo, smtp }: SharedStack, taskQueue: string): Record<string, string> {
  return {
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    MONGODB_URI: mongo.uri,
    MONGODB_DATABASE: mongo.database,
    SMTP_URL: smtp.url,
    USHER_FORGET_SECRET: 'a-key-that-hashes-the-ids-of-tests',
    USHER_LINK_SECRET: 'a-key-that-signs-the-links-of-tests',
    USHER_PUBLIC_URL: 'https://go.acme.test',
    USHER_TASK_QUEUE: taskQueue,
  };
}

/** Starts `usher` as a process of its own, as a shell would. */
export function startUsher(args: readonly string[], environment: Record<string, string>, input = ''): Running {
  const child = spawn(process.execPath, ['cli/usher.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  child.stdin.on('error', () => {}); // One that refuses its arguments does not read what it is given.
  child.stdin.end(input);
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  let heard = '';
  const hear = (data: Buffer): void => void (heard += data.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return {
    ended: said.then(async ([stdout, stderr]) => ({ code: await code, stdout, stderr })),
    says: (words, times = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (heard.split(words).length > times) resolve();
        };
        look();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`it ended without saying "${words}": ${heard}`)));
      }),
    heard: () => heard,
    kill: () => child.kill('SIGKILL'),
    interrupt: () => child.kill('SIGINT'),
  };
}

/** Processes that run one command after another; none of these does now. */
const idle: ChildProcess[] = [];

/** Runs `usher` to its end, in a process that has run others before. */
export async function usher(
  parameters: readonly string[],
  environment: Record<string, string>,
  input = '',
): Promise<Ended> {
  const child = idle.pop() ?? fork(program, { cwd: root, execArgv: ['--import', 'tsx'] });
  const asked: Asked = { parameters, environment, input };
  child.send(asked);
  const over = new AbortController();
  const [said] = (await Promise.race(
    ['message', 'exit'].map((event) => once(child, event, { signal: over.signal })),
  )) as [Ended | number | null];
  over.abort();
  if (said === null || typeof said === 'number')
    throw new Error(`the process of the command ended by itself (${said})`);
  idle.push(child);
  return said;
}
