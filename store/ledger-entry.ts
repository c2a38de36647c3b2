import type { LedgerEntry } from '../domain/pacing/ledger.ts';

/** What entries lack that were written before there were policies: nothing told them apart then. */
type OlderEntry = Pick<LedgerEntry, 'nudge' | 'channel' | 'template' | 'at' | 'status' | 'attempt' | 'lease'> &
  Partial<LedgerEntry>;

/** An entry as it is written now. Its key tells the rest: course first, then user, visit, step and round from the end. */
export function entryOf(entry: OlderEntry): LedgerEntry {
  const [course = ''] = entry.nudge.split('/', 1);
  const [visit = '0', step = ''] = entry.nudge.split('/').slice(-3);
  const unknown = { category: '', tags: [], priority: 0, transactional: false, local: entry.at, fresh: null };
  return { course, visit: Number(visit), step, ...unknown, ...entry };
}
