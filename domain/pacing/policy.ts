import type { Channel } from '../template/template.ts';
import type { Milliseconds } from '../time/instant.ts';

/**
 * The compiled `policy.yaml`: when nudges may go out. It is part of every release, but never pinned: the current
 * release's holds for everybody, whatever release their enrolment is on.
 */
export interface Policy {
  readonly caps: readonly Cap[];
  /** At least this long between two nudges to one user; null: none. */
  readonly gap: Milliseconds | null;
  readonly quiet: readonly Hours[];
  /** Where any speaks of a nudge, it goes out only inside one of them. */
  readonly allowed: readonly Hours[];
  /** Tags, the most important first; a nudge ranks by its most important tag, below all of them without one. */
  readonly priority: readonly string[];
  /** Users who get no nudge at all, to measure what all of them do; null: nobody. */
  readonly holdout: { readonly id: string; readonly share: number } | null;
  readonly consent: ConsentPolicy;
  /** Nudges that a timer makes due at one instant go out over this long; null: at once. */
  readonly spread: Milliseconds | null;
  /** What the provider of a channel takes, in all of real time's seconds, from all workers together. */
  readonly rates: Readonly<Partial<Record<Channel, number>>>;
  readonly tracking: { readonly opens: boolean; readonly clicks: boolean };
}

/** At most `max` nudges of those it speaks of, in a window. */
export interface Cap {
  readonly id: string;
  /** What it speaks of: all that is given has to fit. */
  readonly of: Scope;
  readonly max: number;
  readonly per: Window;
}

/** Absent parts leave it open. */
export interface Scope {
  readonly channel?: Channel | undefined;
  readonly tag?: string | undefined;
  readonly category?: string | undefined;
  readonly journey?: string | undefined;
}

/** Calendar windows are of the user's zone; a rolling one is half open: what is exactly `length` ago counts no more. */
export type Window =
  | { readonly kind: 'calendar'; readonly unit: 'hour' | 'day' | 'month' }
  | { readonly kind: 'rolling'; readonly length: Milliseconds }
  | { readonly kind: 'enrolment' };

/** Hours of the user's wall clock. Whole days where `from` equals `to`; across midnight where `from` is later than `to`. */
export interface Hours {
  /** None: every channel. */
  readonly channels: readonly Channel[];
  /** ISO 3166 alpha-2, upper case. None: every country, also an unknown one. */
  readonly countries: readonly string[];
  /** ISO 8601 weekdays, on which the hours begin; all seven: every day. */
  readonly days: readonly number[];
  /** Minutes after midnight. */
  readonly from: number;
  /** Minutes after midnight, exclusive. */
  readonly to: number;
  readonly then: 'hold' | 'skip';
}

/** `always`: asks nobody. `opt-out`: until the user says no. `opt-in`: once the user has said yes. `double-opt-in`: and confirmed it by mail. */
export type ConsentMode = 'always' | 'opt-out' | 'opt-in' | 'double-opt-in';

export interface ConsentPolicy {
  readonly modes: Readonly<Record<Channel, ConsentMode>>;
  /** What the preference page offers, besides all at once. */
  readonly categories: readonly string[];
}

/** Of a workspace without `policy.yaml`: only what a user has refused is not sent. */
export const openPolicy: Policy = {
  caps: [],
  gap: null,
  quiet: [],
  allowed: [],
  priority: [],
  holdout: null,
  consent: { modes: { email: 'opt-out', 'in-app': 'always', webhook: 'always' }, categories: [] },
  spread: null,
  rates: {},
  tracking: { opens: false, clicks: false },
};
