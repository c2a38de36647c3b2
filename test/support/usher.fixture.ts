import { Readable } from 'node:stream';
import { run } from '../../cli/program.ts';
import type { Ended } from './command.ts';

/** A command that is to be run: what stands behind `usher`, what its environment is, and what it is given to read. */
export interface Asked {
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
}

/** Keeps what is written to a stream instead of letting it through. */
function listen(stream: NodeJS.WriteStream): () => string {
  const chunks: string[] = [];
  stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: () => void): boolean => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const over = typeof encoding === 'function' ? (encoding as () => void) : done;
    if (over !== undefined) process.nextTick(over);
    return true;
  };
  return () => chunks.join('');
}

/**
 * Runs one command after another as if each had a process of its own: starting one, with all that it loads, takes a hundred
 * times as long as most commands.
 */
const own = process.env;
process.on('message', ({ parameters, environment, input }: Asked) => {
  process.env = { ...own, ...environment };
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', { value: Readable.from([input]), configurable: true });
  const [stdout, stderr] = [listen(process.stdout), listen(process.stderr)];
  void run(parameters).then(() => {
    const ended: Ended = { code: Number(process.exitCode ?? 0), stdout: stdout(), stderr: stderr() };
    process.exitCode = undefined;
    process.send?.(ended);
  });
});
process.on('disconnect', () => process.exit());
