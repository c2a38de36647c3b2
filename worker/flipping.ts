import type { Logger } from 'pino';
import { second, type Milliseconds } from '../domain/time/instant.ts';
import type { Ingest } from '../ingest/index.ts';

/** Whoever comes into a segment by time alone is to enter within a minute; a look where nobody does is one indexed read. */
const usually: Milliseconds = 10 * second;
/** A day of the demonstration takes seconds. */
const inDemonstration: Milliseconds = second / 5;

export interface Flipping {
  readonly ingest: Pick<Ingest, 'flip'>;
  readonly log: Logger;
  /** Whether the clock runs faster than time does. */
  readonly isFast: boolean;
}

/** Looks now and every so often who has come into a segment by time alone. The function returned stops it, at its next user. */
export function startFlipping({ ingest, log, isFast }: Flipping): () => Promise<void> {
  const every = isFast ? inDemonstration : usually;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await ingest.flip(() => stopped);
    } catch (error) {
      log.warn(
        { err: error },
        'not everybody could be looked after who has come into a segment, the next look tries again',
      );
    }
    if (!stopped) timer = setTimeout(next, every);
  }

  function next(): void {
    running = run();
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}
