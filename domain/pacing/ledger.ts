import type { Channel } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';
import type { Ticket } from './rate.ts';

/**
 * `held`: a claim, dated `at`, that binds nobody. `reserved`: between two attempts, nothing is under way; a more important
 * nudge may take its room. `sending`: an attempt is under way, or has never said how it ended. `unknown` is a crash's: it
 * counts as sent.
 */
export type NudgeStatus = 'held' | 'reserved' | 'sending' | 'sent' | 'skipped' | 'failed' | 'unknown';

/** One nudge in the user's pacing ledger: what caps, gap, freshness and suppression look at. */
export interface LedgerEntry {
  /** `course/user/visit/step/round`: the nudge's one reservation, its Message-ID and its Idempotency-Key. */
  readonly nudge: string;
  readonly course: string;
  readonly visit: number;
  readonly step: string;
  readonly channel: Channel;
  readonly template: string;
  readonly category: string;
  readonly tags: readonly string[];
  /** The template's own, 0 to 1000; among nudges whose tags rank alike the higher is the more important. */
  readonly priority: number;
  /** Counts in no cap and yields to nobody. */
  readonly transactional: boolean;
  /** When it was reserved; of a claim: when it is due. */
  readonly at: Instant;
  /** What the user's wall clock showed at `at`, as the milliseconds it would be since the epoch in UTC: its calendar hour, day and month, fixed for good. */
  readonly local: number;
  /** Until when its template is not to be repeated; null where it may. */
  readonly fresh: Instant | null;
  readonly status: NudgeStatus;
  /** How often it was handed to the provider. */
  readonly attempt: number;
  /** Until when (real time) the attempt under way may still be running; null when none is. */
  readonly lease: Instant | null;
  /** Of a claim: `at` is an instant of its own, and it is not spread again then; absent where not. */
  readonly spread?: true;
  /** Of a claim that was spread: since when it would have been due. From then on less important nudges leave it its room. */
  readonly due?: Instant;
  /** Of a claim that had room: the template of the more important nudge that took it; absent where none did. */
  readonly displacedBy?: string;
  /** Older entries had to go that a cap still counts: when the newest of them went out; absent where none had to. */
  readonly forgot?: Pick<LedgerEntry, 'at' | 'local'>;
  /** The content items that its words have shown and that are not to come again for a while; absent where there are none. */
  readonly shown?: readonly ShownItem[];
  /** Why each template did not go out that its step would rather have sent; absent where it was the first. */
  readonly instead?: readonly string[];
  /** Of a nudge that waits for its turn at the provider: what it shows when it comes back; absent where not. */
  readonly ticket?: Ticket;
}

/** A content item, by the template that it is compiled into, and until when it is not to come again. */
export interface ShownItem {
  readonly template: string;
  readonly fresh: Instant;
}

/** Whether an attempt has never said how it ended: the nudge may have gone out. */
export function isInDoubt(entry: LedgerEntry | undefined): entry is LedgerEntry {
  return entry?.status === 'sending' || entry?.status === 'unknown';
}

/** The ledger with `entry` in place of the one it has for the same nudge. */
export function record(ledger: readonly LedgerEntry[], entry: LedgerEntry): readonly LedgerEntry[] {
  return [...ledger.filter(({ nudge }) => nudge !== entry.nudge), entry];
}
