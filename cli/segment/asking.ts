import type { Condition } from '../../domain/condition/condition.ts';
import { parseIsoDate } from '../../domain/condition/iso-date.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import { UsherError } from '../../domain/errors.ts';
import { own } from '../../domain/own.ts';
import type { Release, ReleaseContent } from '../../domain/release/release.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';
import { onStore } from '../connection.ts';

/** What every question about segments is asked of: the release that is current, at an instant. */
export interface Asking {
  readonly store: Store;
  readonly release: Release;
  readonly now: Instant;
}

/** Asks the database that the environment names. @throws UsherError RELEASE_MISSING where nothing is published */
export async function asking(ask: (asked: Asking) => Promise<void>): Promise<void> {
  await onStore(async ({ store, now }) => {
    const release = await store.releases.current();
    if (release === null) {
      throw new UsherError('RELEASE_MISSING', 'nothing is published here yet; expected usher publish DIR before');
    }
    await ask({ store, release, now });
  });
}

/** The condition of a segment. @throws UsherError NAME_UNKNOWN, with the nearest name or all that there are */
export function segmentOf({ segments }: Pick<ReleaseContent, 'segments'>, name: string): Condition {
  const condition = own(segments, name);
  if (condition !== undefined) return condition;
  const known = Object.keys(segments).sort();
  const hint = didYouMean(name, known) || `: ${known.join(', ') || 'there is none'}`;
  throw new UsherError('NAME_UNKNOWN', `there is no segment ${JSON.stringify(name)}${hint}`);
}

/** An instant as it was asked for, a bare date in the zone of the workspace. @throws UsherError USAGE */
export function instantOf(text: string, { settings }: Pick<ReleaseContent, 'settings'>): Instant {
  const instant = parseIsoDate(text, settings.zone);
  if (instant !== null) return instant;
  throw new UsherError('USAGE', `--at: found ${JSON.stringify(text)}, expected a date such as 2026-03-01 or 2026-03-01T09:00`); // prettier-ignore
}
