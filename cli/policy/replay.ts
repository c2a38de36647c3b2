import type { User } from '../../domain/enrolment/user.ts';
import { admit, type Nudge } from '../../domain/pacing/admit.ts';
import { booking, type Booking } from '../../domain/pacing/entry.ts';
import { record, type LedgerEntry, type NudgeStatus } from '../../domain/pacing/ledger.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import { prune } from '../../domain/pacing/prune.ts';
import { clocksOf } from '../../domain/pacing/setting.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { factsThen, type SentUnder } from './facts-then.ts';

/** A nudge that was sent. */
export interface Past extends SentUnder {
  readonly nudge: Nudge;
  readonly at: Instant;
}

/** What a policy would have made of a nudge. `waiting`: it would still be held. */
export interface Fate {
  readonly template: string;
  readonly kind: 'sent' | 'held' | 'waiting' | 'skipped';
  /** Reasons of every time it was held. */
  readonly held: ReadonlySet<string>;
  readonly skipped: readonly string[];
}

interface Replaying {
  readonly user: User;
  readonly policy: Policy;
  /** IANA zone for users who have none. */
  readonly zone: string;
  /** What was sent before stands as it is; from here on the policy is asked. */
  readonly from: Instant;
  readonly until: Instant;
}

/** A nudge when it is due, for the first time or after it was held. */
interface Due extends Past {
  readonly held: ReadonlySet<string>;
}

/**
 * Plays what was sent to one user through another policy, in order of time, with a ledger built on the way. What is held
 * comes back when its hold ends, is asked again, and goes out then.
 */
export function replay(sent: readonly Past[], replaying: Replaying): readonly Fate[] {
  const { policy, from, until } = replaying;
  const fates: Fate[] = [];
  const queue: Due[] = sent.filter(({ at }) => at >= from).map((past) => ({ ...past, held: new Set<string>() }));
  let ledger = sent.filter(({ at }) => at < from).reduce((told, past) => withSent(told, past, replaying), noEntries);
  for (let due = queue.shift(); due !== undefined; due = queue.shift()) {
    const { nudge, at, held, ...sentUnder } = due;
    const template = nudge.template.name;
    if (at >= until) {
      fates.push({ template, kind: 'waiting', held, skipped: [] });
      continue;
    }
    const admission = admit(asking(due, ledger, replaying));
    if (admission.kind === 'skip') {
      ledger = ledger.filter((entry) => entry.nudge !== nudge.key);
      fates.push({ template, kind: 'skipped', held, skipped: admission.because });
      continue;
    }
    const status = admission.kind === 'go' ? 'sent' : 'held';
    ledger = prune(record(ledger, entered(admission.entry, status)), policy, at);
    if (admission.kind === 'go') fates.push({ template, kind: held.size === 0 ? 'sent' : 'held', held, skipped: [] });
    else enqueue(queue, { ...sentUnder, nudge, at: admission.until, held: new Set([...held, ...admission.because]) });
  }
  return fates;
}

const noEntries: readonly LedgerEntry[] = [];

function asking({ nudge, at, ...sentUnder }: Past, ledger: readonly LedgerEntry[], { user, policy, zone }: Replaying) {
  const facts = factsThen(user, at, sentUnder);
  // Addresses and switches are not the policy's; whether a timer made it due is not kept, so nothing is spread.
  return { nudge, ledger, suppressed: [], policy, switches: [], facts, zone, now: at, timed: false };
}

function withSent(
  ledger: readonly LedgerEntry[],
  { nudge, at, ...sentUnder }: Past,
  { user, policy, zone }: Replaying,
) {
  const { stretch } = clocksOf(factsThen(user, at, sentUnder), zone, at);
  return prune(record(ledger, entered(booking(nudge, at, at + stretch.offset), 'sent')), policy, at);
}

function entered(entry: Booking, status: NudgeStatus): LedgerEntry {
  return { ...entry, status, attempt: 1, lease: null };
}

/** Behind all that are due at the same instant. */
function enqueue(queue: Due[], due: Due): void {
  const place = queue.findIndex(({ at }) => at > due.at);
  queue.splice(place === -1 ? queue.length : place, 0, due);
}
