import type { Logger } from 'pino';
import { second, type Milliseconds } from '../domain/time/instant.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Swept } from '../ingest/sweep.ts';

/** Often enough that an interrupted event is late by seconds; an empty sweep costs three indexed reads. */
const usually: Milliseconds = 10 * second;

export interface Sweeping {
  readonly ingest: Pick<Ingest, 'sweep'>;
  readonly log: Logger;
  /** Told what a sweep has finished; null when it failed. */
  readonly onSwept: (swept: Swept | null) => void;
  readonly every: Milliseconds | undefined;
}

/** Sweeps now and every so often. The function returned stops it, the sweep under way at its next step. */
export function startSweeping({ ingest, log, onSwept, every = usually }: Sweeping): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      const swept = await ingest.sweep(undefined, () => stopped);
      onSwept(swept);
      if (swept.events + swept.intents + swept.joined > 0) log.info(swept, 'finished what was interrupted');
    } catch (error) {
      onSwept(null);
      log.warn({ err: error }, 'the sweep failed, the next one tries again');
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
