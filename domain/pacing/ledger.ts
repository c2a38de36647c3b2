import type { Channel } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';

/** `reserved` and `sending` may still become either; `unknown` is a crash's: it counts as sent. */
export type NudgeStatus = 'reserved' | 'sending' | 'sent' | 'skipped' | 'failed' | 'unknown';

/** One nudge in the user's pacing ledger: what caps and suppression look at. */
export interface LedgerEntry {
  /** `journey/key/user/visit/step/round`: the nudge's one reservation, its Message-ID and its Idempotency-Key. */
  readonly nudge: string;
  readonly channel: Channel;
  readonly template: string;
  readonly at: Instant;
  readonly status: NudgeStatus;
  /** How often it was handed to the provider. */
  readonly attempt: number;
  /** Until when the attempt under way may still be running; null when none is. */
  readonly lease: Instant | null;
}

/** Kept at most, newest last: no cap looks further back than a release's longest window (30 days). */
const entriesKept = 100;

/** The ledger with `entry` in place of the one it has for the same nudge. */
export function record(ledger: readonly LedgerEntry[], entry: LedgerEntry): readonly LedgerEntry[] {
  return [...ledger.filter(({ nudge }) => nudge !== entry.nudge), entry].slice(-entriesKept);
}
