import { outranks } from './rank.ts';
import type { FullCap } from './caps.ts';
import type { Setting } from './setting.ts';
import type { Divided, Use } from './taken.ts';

/** Keys of those that have to make room for a nudge that may go out: no more of them than each cap needs. */
export function displacedBy(
  { policy }: Setting,
  { full, soon }: { readonly full: readonly FullCap[]; readonly soon: Divided | null },
): readonly string[] {
  const displaced = new Set((soon?.yielding ?? []).map(({ entry }) => entry.nudge));
  for (const { cap, firm, yielding } of full) {
    const gone = yielding.filter(({ entry }) => displaced.has(entry.nudge)).length;
    const needed = firm.length + yielding.length - gone - cap.max + 1;
    const left = yielding.filter(({ entry }) => !displaced.has(entry.nudge)).sort(leastImportant(policy.priority));
    for (const { entry } of left.slice(0, Math.max(0, needed))) displaced.add(entry.nudge);
  }
  return [...displaced];
}

/** The least important first, of those the one that has waited least. */
function leastImportant(order: readonly string[]): (one: Use, other: Use) => number {
  return (one, other) => {
    if (outranks(other.entry, one.entry, order)) return -1;
    return outranks(one.entry, other.entry, order) ? 1 : other.at - one.at;
  };
}
