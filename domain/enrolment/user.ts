import type { LedgerEntry } from '../pacing/ledger.ts';
import { newProfile } from '../profile/apply.ts';
import type { Facts } from '../profile/facts.ts';
import type { Profile } from '../profile/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { Intent, Visit } from './visit.ts';

/** A door that stayed closed, and why. */
export interface Refusal {
  readonly journey: string;
  readonly at: Instant;
  readonly because: readonly string[];
}

/** Everything of one user that has to change together: one document, written whole under its revision. */
export interface User {
  readonly id: string;
  /** 0 when there is no document yet. */
  readonly revision: number;
  readonly profile: Profile;
  readonly visits: Readonly<Record<string, Visit>>;
  readonly ledger: readonly LedgerEntry[];
  /** Addresses that refused mail for good, lower case. */
  readonly suppressed: readonly string[];
  /** Events folded in, until their own document says so. `at` is real time. */
  readonly applied: readonly { readonly id: string; readonly at: Instant }[];
  readonly todo: readonly Intent[];
  /** Since when (real time) something has been to do; null when nothing was when the document was read. */
  readonly todoSince: Instant | null;
  /** The newest 20 refusals, newest last. */
  readonly refused: readonly Refusal[];
}

/** The user of whom nothing is known yet. */
export function newUser(id: string): User {
  return {
    id,
    revision: 0,
    profile: newProfile(id),
    visits: {},
    ledger: [],
    suppressed: [],
    applied: [],
    todo: [],
    todoSince: null,
    refused: [],
  };
}

/** What conditions and templates may ask about the user now. */
export function factsOf(user: User): Facts {
  return { profile: user.profile, arms: {} };
}

/** The user with another visit in place of a journey's newest one. */
export function withVisit(user: User, journey: string, visit: Visit): User {
  return { ...user, visits: { ...user.visits, [journey]: visit } };
}
