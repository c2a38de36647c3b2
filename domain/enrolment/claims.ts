import type { Effect } from '../journey/state.ts';
import type { LedgerEntry } from '../pacing/ledger.ts';
import type { Instant } from '../time/instant.ts';
import { nudgeKey, ownerOf } from './identity.ts';
import { changed, originOf, visitOf, type User } from './user.ts';

/**
 * The ledger without what nobody stands behind any more. A claim holds while its visit is held with it or about to
 * deliver its nudge, a reservation between two attempts while there is to be another one; neither has sent anything.
 */
export function liveLedger(user: User): readonly LedgerEntry[] {
  const live = user.ledger.filter((entry) => isLive(user, entry));
  return live.length === user.ledger.length ? user.ledger : live;
}

/**
 * The user without the claims and reservations that a visit has left behind. An attempt that was cut off and that nobody
 * is going to ask about, as its visit is over or has moved on, stays in doubt for good.
 * @param real the real instant; where it is unknown no lease is known to be over
 */
export function withoutStale(user: User, real: Instant = -Infinity): User {
  const live = liveLedger(user);
  const given = live.some((entry) => isGivenUp(user, entry, real));
  const ledger = given ? live.map((entry) => (isGivenUp(user, entry, real) ? inDoubt(entry) : entry)) : live;
  return ledger === user.ledger ? user : changed(user, { ledger });
}

function inDoubt(entry: LedgerEntry): LedgerEntry {
  return { ...entry, status: 'unknown', lease: null };
}

function isLive(user: User, entry: LedgerEntry): boolean {
  const { status, step, displacedBy } = entry;
  if (status !== 'held' && status !== 'reserved') return true;
  const effect = effectOf(user, entry);
  if (effect?.kind === 'deliver') return isDelivered(entry, effect);
  if (effect?.kind !== 'wait' || effect.step !== step) return false;
  // What was displaced between two attempts waits for the next one as before.
  return effect.status === (status === 'held' && displacedBy === undefined ? 'held' : 'failing');
}

function isGivenUp(user: User, entry: LedgerEntry, real: Instant): boolean {
  if (entry.status !== 'sending' || (entry.lease !== null && entry.lease > real)) return false;
  const effect = effectOf(user, entry);
  if (effect?.kind === 'deliver') return !isDelivered(entry, effect);
  return effect?.kind !== 'wait' || effect.step !== entry.step;
}

function isDelivered(entry: LedgerEntry, { step, round }: Extract<Effect, { kind: 'deliver' }>): boolean {
  return (
    nudgeKey({ course: entry.course, user: ownerOf(entry.nudge), visit: entry.visit }, step, round) === entry.nudge
  );
}

/** What the entry's visit does now; undefined where it is over. */
function effectOf(user: User, { nudge, course, visit: number }: LedgerEntry): Effect | undefined {
  const visit = visitOf(user, course);
  if (visit?.visit !== number || visit.status !== 'open' || originOf(user, visit) !== ownerOf(nudge)) return undefined;
  return visit.decision?.effect;
}
