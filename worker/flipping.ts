import type { Logger } from 'pino';
import { second, type Milliseconds } from '../domain/time/instant.ts';
import type { Ingest } from '../ingest/index.ts';
import { startRepeating } from './repeating.ts';

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
  return startRepeating({
    every: isFast ? inDemonstration : usually,
    async work(isStopped) {
      await ingest.flip(isStopped);
    },
    onError: (err) =>
      log.warn({ err }, 'not everybody could be looked after who has come into a segment, the next look tries again'),
  });
}
