import type { Facts } from '../profile/facts.ts';
import type { Template } from '../template/template.ts';
import type { Instant } from '../time/instant.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Policy } from './policy.ts';
import type { Switch } from './switch.ts';

/** A nudge about to go out. */
export interface Nudge {
  readonly key: string;
  readonly course: string;
  readonly visit: number;
  readonly step: string;
  readonly template: Template;
}

/** What an admission is decided from. */
export interface Admitting {
  readonly nudge: Nudge;
  readonly ledger: readonly LedgerEntry[];
  /** Addresses that refused mail for good, lower case. */
  readonly suppressed: readonly string[];
  readonly policy: Policy;
  readonly switches: readonly Switch[];
  readonly facts: Facts;
  /** IANA zone for users who have none. */
  readonly zone: string;
  readonly now: Instant;
  /** A timer has made it due, as it may have for many at this instant: it may be spread. */
  readonly timed: boolean;
  /** When its step has it waited for long enough; null or absent: never. It is not spread beyond that. */
  readonly heldUntil?: Instant | null;
}
