import type { Condition } from '../condition/condition.ts';
import { placeOf } from '../condition/fact-path.ts';
import { leavesOf } from '../condition/leaves.ts';
import { own } from '../own.ts';
import type { ReleaseContent } from '../release/release.ts';

/**
 * The facts of a condition that the database cannot be asked for yet: dates and versions are stored as they are compared
 * by the release that declares them, and the one that is published does not.
 */
export function unpublishedFacts(
  condition: Condition,
  published: Pick<ReleaseContent, 'traits'> | null,
): readonly string[] {
  const paths = leavesOf(condition).flatMap((leaf) => {
    if (leaf.kind !== 'field' || (leaf.type !== 'date' && leaf.type !== 'version')) return [];
    const place = placeOf(leaf.path);
    if (place?.kind !== 'traits') return [];
    return own(published?.traits ?? {}, place.keys.join('.'))?.type === leaf.type ? [] : [leaf.path];
  });
  return [...new Set(paths)];
}
