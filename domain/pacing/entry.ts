import type { Nudge } from './admitting.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Instant } from '../time/instant.ts';
import { localOf, type Local } from '../time/zoned.ts';

/** What the ledger is to say of a nudge, but for how far it is. */
export type Booking = Omit<LedgerEntry, 'status' | 'attempt' | 'lease'>;

/** A nudge as the ledger has it when it goes out at an instant at which the user's wall clock shows `local`. */
export function booking({ key, course, visit, step, template }: Nudge, at: Instant, local: Local): Booking {
  const { name, channel, category, tags, priority, transactional, repeatAfter } = template;
  const fresh = repeatAfter === null ? null : at + repeatAfter;
  return { nudge: key, course, visit, step, channel, template: name, category, tags, priority, transactional, at, local, fresh }; // prettier-ignore
}

/** A nudge's claim on an instant. */
export function entryAt(at: Instant, { nudge, zone }: { readonly nudge: Nudge; readonly zone: string }): Booking {
  return booking(nudge, at, localOf(at, zone));
}
