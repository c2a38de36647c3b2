import type { Release } from '../domain/release/release.ts';
import { second, type Instant } from '../domain/time/instant.ts';
import type { ReleaseStore } from '../store/releases.ts';

/** The current release, read again when what is known of it is older than this. */
const staleAfter = second;

export interface CurrentRelease {
  get(): Promise<Release | null>;
}

/** Keeps the current release at hand, so that an event costs no read for it. */
export function createCurrentRelease(releases: ReleaseStore, now: () => Instant): CurrentRelease {
  let known: { release: Promise<Release | null>; at: Instant } | null = null;
  return {
    get() {
      if (known !== null && now() - known.at < staleAfter) return known.release;
      const reading = { release: releases.current(), at: now() };
      known = reading;
      reading.release.catch(() => {
        if (known === reading) known = null;
      });
      return reading.release;
    },
  };
}
