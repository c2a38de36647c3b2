import type { Logger } from 'pino';
import { second } from '../domain/time/instant.ts';
import type { Ingest } from '../ingest/index.ts';

/** Often enough that an interrupted event is late by seconds; an empty sweep costs three indexed reads. */
const every = 10 * second;

/** Sweeps now and every ten seconds. The function returned stops it and waits for the sweep under way. */
export function startSweeping(ingest: Ingest, log: Logger): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      const swept = await ingest.sweep();
      if (swept.events + swept.intents > 0) log.info(swept, 'finished what was interrupted');
    } catch (error) {
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
