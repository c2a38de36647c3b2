import { record, type LedgerEntry } from '../pacing/ledger.ts';
import type { Policy } from '../pacing/policy.ts';
import { counting, prune, without } from '../pacing/prune.ts';
import { utf8Bytes } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import { most } from './budget.ts';

interface Keeping {
  readonly policy: Policy;
  readonly now: Instant;
}

/** The ledger with an entry, without what no rule of the policy looks back at any more, within its part of the document. */
export function keeping(
  ledger: readonly LedgerEntry[],
  entry: LedgerEntry,
  { policy, now }: Keeping,
): readonly LedgerEntry[] {
  return kept(record(ledger, entry), { policy, now });
}

/** As much of a ledger as is kept. */
export function kept(ledger: readonly LedgerEntry[], { policy, now }: Keeping): readonly LedgerEntry[] {
  const pruned = prune(ledger, policy, now);
  return fitting(pruned, counting(pruned, policy, now));
}

/** So few have room however long their names are: measuring them would cost as much as writing. */
const always = 80;

/** The newest for which there is room: with names of the usual length all there can be. */
function fitting(ledger: readonly LedgerEntry[], counts: (entry: LedgerEntry) => boolean): readonly LedgerEntry[] {
  if (ledger.length <= always) return ledger;
  let left = most.ledger;
  const first = ledger.findLastIndex((entry) => (left -= utf8Bytes(JSON.stringify(entry)) + 1) < 0);
  return first === -1 ? ledger : without(ledger, ledger.slice(0, first + 1), counts);
}
