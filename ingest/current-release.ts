import type { Release } from '../domain/release/release.ts';
import type { Clock } from '../domain/time/clock.ts';
import { second, type Instant } from '../domain/time/instant.ts';
import type { Published, ReleaseStore } from '../store/releases.ts';

/** The current release, read again when what is known of it is older than this. */
const staleAfter = second;

export interface CurrentRelease {
  get(): Promise<Release | null>;
  /** With the instant of its publication, by the clock. */
  published(): Promise<Published | null>;
}

/** Keeps the current release at hand, so that an event costs no read for it. */
export function createCurrentRelease(releases: ReleaseStore, clock: Clock, now: () => Instant): CurrentRelease {
  let known: { published: Promise<Published | null>; at: Instant } | null = null;

  async function read(): Promise<Published | null> {
    const published = await releases.published();
    return published === null ? null : { ...published, since: clock.at(published.since, '') };
  }

  function published(): Promise<Published | null> {
    if (known !== null && now() - known.at < staleAfter) return known.published;
    const reading = { published: read(), at: now() };
    known = reading;
    reading.published.catch(() => {
      if (known === reading) known = null;
    });
    return reading.published;
  }

  return { published, get: async () => (await published())?.release ?? null };
}
