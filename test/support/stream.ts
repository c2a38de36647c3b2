import type { Admission } from '../../domain/pacing/admit.ts';
import { record, type LedgerEntry, type NudgeStatus } from '../../domain/pacing/ledger.ts';
import type { Policy } from '../../domain/pacing/policy.ts';
import { prune } from '../../domain/pacing/prune.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { ask, booked } from './pacing.ts';

/** A nudge that comes up, and what becomes of it once it may go out. */
export interface Arrival {
  readonly key: string;
  readonly at: Instant;
  /** Where the user is from now on. */
  readonly zone: string;
  readonly course: string;
  readonly visit: number;
  readonly template: Template;
  /** `sending`: a worker has crashed; `reserved`: it was refused for now, and nobody comes back. */
  readonly outcome: Exclude<NudgeStatus, 'held' | 'skipped'>;
}

/** One answer, and what it was given on. */
export interface Asked {
  readonly now: Instant;
  readonly zone: string;
  readonly ledger: readonly LedgerEntry[];
  readonly arrival: Arrival;
  readonly admission: Admission;
}

/** Far more than any stream needs whose holds end. */
const most = 3_000;

/** Plays a stream of one user: what is held asks again when its hold is over. */
export function streamed(policy: Policy, arrivals: readonly Arrival[]): readonly Asked[] {
  const due = arrivals.map((arrival) => ({ now: arrival.at, arrival })).sort((a, b) => a.now - b.now);
  const asked: Asked[] = [];
  let ledger: readonly LedgerEntry[] = [];
  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    const { now, arrival } = next;
    if (asked.length > most) throw new Error('the stream does not end');
    const zone = arrivals.findLast(({ at }) => at <= now)?.zone ?? 'UTC';
    const { key, course, visit, template } = arrival;
    const admission = ask({ key, course, visit, template, policy, ledger, now, traits: { timezone: zone } });
    asked.push({ now, zone, ledger, arrival, admission });
    if (admission.kind === 'skip') continue;
    const status = admission.kind === 'go' ? arrival.outcome : 'held';
    const displaced = admission.kind === 'go' ? admission.displaced : [];
    const left = ledger.filter(({ nudge }) => !displaced.includes(nudge));
    ledger = prune(record(left, booked(admission.entry, status)), policy, now);
    if (admission.kind === 'go') continue;
    const place = due.findIndex(({ now: other }) => other > admission.until);
    due.splice(place === -1 ? due.length : place, 0, { now: admission.until, arrival });
  }
  return asked;
}
