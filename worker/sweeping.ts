import type { Logger } from 'pino';
import { second, type Milliseconds } from '../domain/time/instant.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Swept } from '../ingest/sweep.ts';
import { startRepeating } from './repeating.ts';

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
  return startRepeating({
    every,
    async work(isStopped) {
      const swept = await ingest.sweep(undefined, isStopped);
      onSwept(swept);
      if (swept.events + swept.intents + swept.joined > 0) log.info(swept, 'finished what was interrupted');
    },
    onError(err) {
      onSwept(null);
      log.warn({ err }, 'the sweep failed, the next one tries again');
    },
  });
}
