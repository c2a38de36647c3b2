import type { Effect } from '../journey/state.ts';
import type { LedgerEntry } from '../pacing/ledger.ts';
import { nudgeKey } from './identity.ts';
import { changed, visitOf, type User } from './user.ts';

/**
 * The ledger without what nobody stands behind any more. A claim holds while its visit is held with it or about to
 * deliver its nudge, a reservation between two attempts while there is to be another one; neither has sent anything.
 */
export function liveLedger(user: User): readonly LedgerEntry[] {
  const live = user.ledger.filter((entry) => isLive(user, entry));
  return live.length === user.ledger.length ? user.ledger : live;
}

/** The user without the claims and reservations that a visit has left behind. */
export function withoutStale(user: User): User {
  const ledger = liveLedger(user);
  return ledger === user.ledger ? user : changed(user, { ledger });
}

/** What a visit that waits shows while it has such an entry. */
const waitsAs = { held: 'held', reserved: 'failing' } as const;

function isLive(user: User, entry: LedgerEntry): boolean {
  const { status, step } = entry;
  if (status !== 'held' && status !== 'reserved') return true;
  const effect = effectOf(user, entry);
  if (effect?.kind === 'deliver')
    return nudgeKey({ ...entry, user: user.id }, effect.step, effect.round) === entry.nudge;
  return effect?.kind === 'wait' && effect.step === step && effect.status === waitsAs[status];
}

/** What the entry's visit does now; undefined where it is over. */
function effectOf(user: User, { course, visit: number }: LedgerEntry): Effect | undefined {
  const visit = visitOf(user, course);
  return visit?.visit === number && visit.status === 'open' ? visit.decision?.effect : undefined;
}
