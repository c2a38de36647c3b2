import type { Logger } from 'pino';
import { second, type Milliseconds } from '../domain/time/instant.ts';
import { ensureRefresh, type RefreshDependencies } from '../ingest/refreshing.ts';
import { startRepeating } from './repeating.ts';

/** Whoever publishes starts it; this is for what a crash came between. A look is two reads by id. */
const every: Milliseconds = 10 * second;

export interface Refreshing extends RefreshDependencies {
  readonly log: Logger;
}

/**
 * Looks now and every so often whether the current release has been brought to everybody, and starts that where nobody
 * has. The function returned stops it.
 */
export function startRefreshing({ log, ...dependencies }: Refreshing): () => Promise<void> {
  return startRepeating({
    every,
    async work() {
      if (await ensureRefresh(dependencies, { now: Date.now() })) log.info('started to bring everybody up to date');
    },
    onError: (err) =>
      log.warn({ err }, 'whether everybody is up to date could not be found out, the next look tries again'),
  });
}
