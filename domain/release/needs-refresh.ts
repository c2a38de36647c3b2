import { enrollingSegments } from '../segment/enrolling.ts';
import { countingOf } from './counting.ts';
import type { Release } from './release.ts';

/** Whether a release says anything of which users have to be brought up to date. */
export function needsRefresh(release: Release): boolean {
  return enrollingSegments(release).length > 0 || countingOf(release.content).derivations.keys.size > 0;
}
