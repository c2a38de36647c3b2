import type { Configuration } from '../../domain/configuration/configuration.ts';
import { needsRefresh } from '../../domain/release/needs-refresh.ts';
import type { Release } from '../../domain/release/release.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { ensureRefresh } from '../../ingest/refreshing.ts';
import type { Store } from '../../store/index.ts';

/** What comes of everybody after a publication: nothing is to be done, it was begun, or the workers will begin it. */
export type AfterPublish = 'nothing' | 'started' | 'left';

interface Published {
  readonly release: Release;
  readonly store: Store;
  readonly rate: number | undefined;
}

/** Starts bringing everybody up to date with what was published; where Temporal is away, the workers do within seconds. */
export async function refreshAfterPublish(
  configuration: Configuration,
  { release, store, rate }: Published,
): Promise<AfterPublish> {
  if (!needsRefresh(release)) return 'nothing';
  let temporal: TemporalClient | null = null;
  try {
    temporal = await connectTemporal(configuration.temporal);
    await ensureRefresh({ store, temporal }, { now: Date.now(), ...(rate !== undefined && { rate }) });
    return 'started';
  } catch {
    return 'left';
  } finally {
    await temporal?.close();
  }
}

/** For people; null where there is nothing to say. */
export const afterPublishWords: Readonly<Record<AfterPublish, string | null>> = {
  nothing: null,
  started: '▸ everybody is brought up to date; usher refresh shows how far that is',
  left: '▸ the workers will bring everybody up to date: Temporal does not answer here',
};
