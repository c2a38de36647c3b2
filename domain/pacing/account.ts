import { journeyOf, ownerOf } from '../enrolment/identity.ts';
import type { Facts } from '../profile/facts.ts';
import { countryOf } from '../profile/surroundings.ts';
import type { Instant } from '../time/instant.ts';
import { localOf } from '../time/zoned.ts';
import { roomAt } from './caps.ts';
import { endOf, insideFrom, outsideFrom, readHours, speaksOfCountry, type ReadHours } from './hours.ts';
import { gapEnds } from './gap.ts';
import { horizon } from './free.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Cap, Hours, Policy } from './policy.ts';
import { speaksOf } from './scope.ts';
import { clocksOf, type Clocks } from './setting.ts';
import { forgottenOf, takesRoom, usedAt, type Taken, type Use } from './taken.ts';
import { reachOf, releasedAt } from './window.ts';

/** A cap, and how much of its window a user's nudges have used. */
export interface CapAccount {
  readonly id: string;
  readonly of: Cap['of'];
  readonly max: number;
  readonly per: Cap['per'];
  /** Of a cap per enrolment: which one; absent for every other. */
  readonly enrolment?: Enrolment;
  readonly used: number;
  /** What has used it, the oldest first. */
  readonly by: readonly LedgerEntry[];
  /** How many more may go out now. */
  readonly room: number;
  /** When there is room for one if nothing else goes out: now, or later; null: never. */
  readonly roomAt: Instant | null;
}

/** Quiet hours, or allowed ones, that speak of users in this one's country. */
export interface HoursAccount {
  readonly hours: Hours;
  /** "quiet hours 21:00–08:00". */
  readonly words: string;
  /** Whether the user's clocks are in them now. */
  readonly now: boolean;
  /** When they end, or begin next; null: not within 400 days. */
  readonly next: Instant | null;
}

/** All that pacing knows of a user, before any one nudge is asked about. */
export interface PacingAccount {
  readonly zone: string;
  readonly caps: readonly CapAccount[];
  /** Until when the gap after the last nudge lasts, and which that was; null where none does. */
  readonly gap: { readonly until: Instant; readonly after: LedgerEntry } | null;
  readonly quiet: readonly HoursAccount[];
  readonly allowed: readonly HoursAccount[];
  /** Nudges that are held, the next one first. */
  readonly claims: readonly LedgerEntry[];
}

/** A visit on a course. */
interface Enrolment {
  readonly course: string;
  readonly visit: number;
  /** Under which id it began, before its user became this one; absent: the user's own. */
  readonly origin?: string;
}

interface Asking {
  /** Of which the claims are those that still stand. */
  readonly ledger: readonly LedgerEntry[];
  /** Those under way, in which nothing may have gone out yet. */
  readonly enrolments: readonly Enrolment[];
  readonly policy: Policy;
  readonly facts: Facts;
  /** IANA zone for users who have none. */
  readonly zone: string;
  readonly now: Instant;
}

/** Draws up a user's account: what has been used, what is left and when there will be more. Transactional nudges are in none. */
export function accountOf({ ledger, enrolments, policy, facts, zone, now }: Asking): PacingAccount {
  const clocks = clocksOf(facts, zone, now);
  const uses = ledger.filter(takesRoom).map((entry) => usedAt(entry, clocks));
  const known = { user: facts.profile.user, uses, enrolments, forgot: forgottenOf(ledger, clocks) };
  const country = countryOf(facts.profile);
  const hoursOf = (list: readonly Hours[], kind: 'quiet' | 'allowed'): readonly HoursAccount[] =>
    list.map((hours) => ({ hours, read: readHours(hours, kind) })).flatMap(({ hours, read }) => {
      return speaksOfCountry(read, country) ? [{ hours, words: read.words, ...nextOf(read, clocks) }] : [];
    }); // prettier-ignore
  return {
    zone: clocks.zone,
    caps: policy.caps.flatMap((cap) => capAccounts(cap, known, clocks)),
    gap: gapAccount(policy.gap, uses, now),
    quiet: hoursOf(policy.quiet, 'quiet'),
    allowed: hoursOf(policy.allowed, 'allowed'),
    claims: ledger.filter(({ status }) => status === 'held').sort((one, other) => one.at - other.at),
  };
}

interface Known {
  readonly user: string;
  readonly uses: readonly Use[];
  readonly enrolments: readonly Enrolment[];
  readonly forgot: Taken['forgot'];
}

/** One of a cap; of one per enrolment, one for every enrolment that it has counted or that is under way. */
function capAccounts(cap: Cap, { user, uses, enrolments, forgot }: Known, clocks: Clocks): readonly CapAccount[] {
  const { by, after } = reachOf(cap.per, clocks);
  const counted = uses.filter((use) => use[by] > after && speaksOf(cap.of, use.entry));
  if (cap.per.kind !== 'enrolment') {
    const account = capAccount(cap, counted, clocks);
    return [forgot !== null && forgot[by] > after ? blind(account, forgot, clocks) : account];
  }
  const { journey } = cap.of;
  const open = enrolments.filter(({ course }) => journey === undefined || journey === journeyOf(course));
  const all = [...counted.map(({ entry }) => enrolmentOf(entry, user)), ...open];
  return [...new Map(all.map((each) => [keyOf(each), each]))].map(([key, enrolment]) => {
    const its = counted.filter(({ entry }) => keyOf(enrolmentOf(entry, user)) === key);
    return { ...capAccount(cap, its, clocks), enrolment };
  });
}

function enrolmentOf({ course, visit, nudge }: LedgerEntry, user: string): Enrolment {
  const origin = ownerOf(nudge);
  return { course, visit, ...(origin !== user && { origin }) };
}

function keyOf({ course, visit, origin = '' }: Enrolment): string {
  return `${course}/${visit}/${origin}`;
}

/** It may be fuller than is known: nothing goes out by it before all that was forgotten is out of its window. */
function blind(account: CapAccount, forgot: NonNullable<Taken['forgot']>, { zone }: Clocks): CapAccount {
  const known = releasedAt(account.per, forgot, zone);
  return { ...account, room: 0, roomAt: account.roomAt === null ? null : Math.max(account.roomAt, known) };
}

function capAccount(cap: Cap, uses: readonly Use[], { now, zone }: Clocks): CapAccount {
  const { id, of, max, per } = cap;
  const opens = uses.length < max ? now : roomAt(cap, uses, zone);
  const by = uses.toSorted((one, other) => one.at - other.at).map(({ entry }) => entry);
  const room = Math.max(0, max - uses.length);
  return { id, of, max, per, used: uses.length, by, room, roomAt: opens === Infinity ? null : opens };
}

function gapAccount(gap: Policy['gap'], uses: readonly Use[], now: Instant): PacingAccount['gap'] {
  const last = uses.reduce<Use | null>((newest, use) => (newest === null || use.at >= newest.at ? use : newest), null);
  if (gap === null || last === null) return null;
  const until = gapEnds(gap, [last]);
  return until > now ? { until, after: last.entry } : null;
}

function nextOf(hours: ReadHours, { now, zone }: Clocks): Pick<HoursAccount, 'now' | 'next'> {
  const limit = now + horizon;
  const isNow = endOf(hours, localOf(now, zone)) !== null;
  const next = isNow ? endFrom(hours, now, { zone, limit }) : insideFrom([hours], now, { zone, limit });
  return { now: isNow, next: next > limit ? null : next };
}

function endFrom(hours: ReadHours, now: Instant, { zone, limit }: { zone: string; limit: Instant }): Instant {
  for (let at = now; at <= limit;) {
    const outside = outsideFrom(hours, at, zone);
    if (outside === at) return at;
    at = outside;
  }
  return Infinity;
}
