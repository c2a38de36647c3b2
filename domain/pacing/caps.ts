import { ownerOf } from '../enrolment/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { Booking } from './entry.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Cap } from './policy.ts';
import { speaksOf } from './scope.ts';
import type { Setting } from './setting.ts';
import { countAfter, divide, usesOf, type Divided, type Reach, type Taken, type Use } from './taken.ts';
import { reachOf, releasedAt } from './window.ts';

/** A cap without room for a nudge, with all that counts in it. */
export interface FullCap extends Divided {
  readonly cap: Cap;
  /** It counts more than is known: nobody can tell that it has room, until its window is past this; null where all is known. */
  readonly forgot: Taken['forgot'];
}

/** The caps that speak of a nudge and have no room for it. */
export function fullCaps(setting: Setting, taken: Taken): readonly FullCap[] {
  const full: FullCap[] = [];
  for (const cap of setting.rules.caps) {
    if ((taken.forgot === null && taken.entries.length < cap.max) || !speaksOf(cap.of, setting.entry)) continue;
    const reach = reachOf(cap.per, setting);
    const forgot = blindBy(cap, reach, taken);
    // Most caps have room even if they spoke of everything, which is faster to tell.
    if (forgot === null && countAfter(taken, reach) < cap.max) continue;
    const least = forgot === null ? cap.max : 0;
    const uses = usesOf(taken, { ...reach, least }, (entry) => counts(cap, entry, setting.entry));
    if (uses !== null) full.push({ cap, forgot, ...divide(uses, setting) });
  }
  return full;
}

/** What a window holds and the ledger forgot. An enrolment's is forgotten last of all. */
function blindBy({ per }: Cap, { by, after }: Reach, { forgot }: Taken): Taken['forgot'] {
  return forgot !== null && per.kind !== 'enrolment' && forgot[by] > after ? forgot : null;
}

/** Whether an entry counts in a cap's window. An enrolment's room never comes back, so nothing takes it that may never go out. */
function counts({ of, per }: Cap, entry: LedgerEntry, own: Booking): boolean {
  if (per.kind === 'enrolment' && (entry.status === 'held' || !isOfOneEnrolment(entry, own))) return false;
  return speaksOf(of, entry);
}

/** Users who became one may each have had a visit of the same number. */
function isOfOneEnrolment(one: Booking, other: Booking): boolean {
  return one.visit === other.visit && one.course === other.course && ownerOf(one.nudge) === ownerOf(other.nudge);
}

/** When a full cap has room again, if nothing else goes out; -Infinity: now, if what yields does. */
export function opensAt({ cap, firm, forgot }: FullCap, zone: string): Instant {
  const known = firm.length < cap.max ? -Infinity : roomAt(cap, firm, zone);
  return forgot === null ? known : Math.max(known, releasedAt(cap.per, forgot, zone));
}

/** When a cap has room again, if nothing else goes out; Infinity: never. Of what counts in it the newest `max` bar it. */
export function roomAt({ per, max }: Cap, uses: readonly Use[], zone: string): Instant {
  const by = per.kind === 'calendar' ? 'mark' : 'at';
  const last = max === uses.length ? oldest(uses, by) : uses.toSorted((a, b) => a[by] - b[by])[uses.length - max];
  return last === undefined ? Infinity : releasedAt(per, last, zone);
}

/** All there is to a cap that is just full. */
function oldest(uses: readonly Use[], by: 'mark' | 'at'): Use | undefined {
  return uses.reduce<Use | undefined>((old, use) => (old === undefined || use[by] < old[by] ? use : old), undefined);
}
