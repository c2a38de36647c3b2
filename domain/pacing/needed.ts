import { ownerOf } from '../enrolment/identity.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Cap } from './policy.ts';
import { speaksOf } from './scope.ts';

/**
 * The entries that tell whether a cap is full, and when it has room again: the newest `max` of which it speaks, by the
 * wall clock of where they went out or by that of anywhere else. What is older changes no answer.
 */
export function neededBy(caps: readonly Cap[], counted: readonly LedgerEntry[]): ReadonlySet<LedgerEntry> {
  const needed = new Set<LedgerEntry>();
  for (const cap of caps) {
    const all = counted.filter((entry) => speaksOf(cap.of, entry));
    const windows = cap.per.kind === 'enrolment' ? [...byEnrolment(all)] : [all];
    for (const entry of windows.flatMap((its) => newestOf(its, cap.max))) needed.add(entry);
  }
  return needed;
}

function newestOf(entries: readonly LedgerEntry[], max: number): readonly LedgerEntry[] {
  return (['at', 'local'] as const).flatMap((by) =>
    entries.toSorted((one, other) => other[by] - one[by]).slice(0, max),
  );
}

function byEnrolment(entries: readonly LedgerEntry[]): Iterable<readonly LedgerEntry[]> {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = `${entry.visit}/${entry.course}/${ownerOf(entry.nudge)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups.values();
}
