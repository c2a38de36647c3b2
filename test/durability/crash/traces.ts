import type { LedgerEntry } from '../../../domain/pacing/ledger.ts';
import type { User } from '../../../domain/enrolment/user.ts';

/**
 * What an attempt to deliver a nudge tells of itself. A write is told before it is made and again when it is: a process that
 * is killed in between may have made it. `ended`: its reservation was taken back or has become what came of it; `lost`:
 * somebody else had written in between.
 */
type What =
  'reserving' | 'reserved' | 'handed' | 'accepted' | 'refused' | 'ending' | 'ended' | 'recording' | 'recorded' | 'lost';

export interface Trace {
  readonly user: string;
  /** No other attempt, of whatever process, has this name. */
  readonly attempt: string;
  readonly what: What;
  /** The key of the nudge where a write of it is told. */
  readonly nudge: string | null;
}

/** A write that an attempt makes in its nudge's reservation. */
export interface Reserving {
  readonly nudge: string;
  readonly before: Extract<What, 'reserving' | 'ending'>;
  readonly after: Extract<What, 'reserved' | 'ended'>;
}

/** What the write of a user does with a reservation; null: nothing. */
export function reserving(before: User | undefined, after: User): Reserving | null {
  const entryBefore = ({ nudge }: LedgerEntry): LedgerEntry | undefined =>
    before?.ledger.find((entry) => entry.nudge === nudge);
  const reserved = after.ledger.find(
    (entry) => entry.lease !== null && entry.attempt !== (entryBefore(entry)?.attempt ?? 0),
  );
  if (reserved !== undefined) return { nudge: reserved.nudge, before: 'reserving', after: 'reserved' };
  const ended = after.ledger.find((entry) => entry.lease === null && (entryBefore(entry)?.lease ?? null) !== null);
  return ended === undefined ? null : { nudge: ended.nudge, before: 'ending', after: 'ended' };
}
