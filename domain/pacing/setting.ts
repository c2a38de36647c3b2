import type { Facts } from '../profile/facts.ts';
import { countryOf, zoneOf } from '../profile/surroundings.ts';
import type { Instant } from '../time/instant.ts';
import { stretchAt, type Stretch } from '../time/offsets.ts';
import { knownZone } from '../time/zoned.ts';
import type { Admitting, Nudge } from './admitting.ts';
import { booking, type Booking } from './entry.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Policy } from './policy.ts';
import { rulesOf, type Rules } from './rules.ts';

/** Where the user's clocks stand. */
export interface Clocks {
  readonly now: Instant;
  /** The user's. */
  readonly zone: string;
  /** Of the zone, around now. */
  readonly stretch: Stretch;
}

/** What the rules look at when a nudge is about to go out. */
export interface Setting extends Clocks {
  readonly nudge: Nudge;
  /** What the ledger is to say of it if it goes out now. */
  readonly entry: Booking;
  readonly ledger: readonly LedgerEntry[];
  /** What the ledger has of the nudge itself: a claim, a reservation; undefined where nothing. */
  readonly known: LedgerEntry | undefined;
  readonly policy: Policy;
  /** Those that speak of its channel. */
  readonly rules: Rules;
  readonly facts: Facts;
  /** ISO 3166, upper case; null where it is unknown. */
  readonly country: string | null;
  readonly timed: boolean;
  /** Infinity: it may be held for as long as it takes. */
  readonly heldUntil: Instant;
}

export function clocksOf(facts: Facts, fallback: string, now: Instant): Clocks {
  const zone = knownZone(zoneOf(facts.profile, fallback), fallback);
  return { now, zone, stretch: stretchAt(zone, now) };
}

export function settingOf(admitting: Admitting, known: LedgerEntry | undefined): Setting {
  const { nudge, ledger, policy, facts, zone: fallback, now, timed } = admitting;
  const heldUntil = admitting.heldUntil ?? Infinity;
  const { zone, stretch } = clocksOf(facts, fallback, now);
  const entry = booking(nudge, now, now + stretch.offset);
  const rules = rulesOf(policy)[nudge.template.channel];
  const country = countryOf(facts.profile);
  return { nudge, entry, ledger, known, policy, rules, facts, country, timed, heldUntil, now, zone, stretch };
}
