import { bucketOf } from '../experiment/hash.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';
import { localOf, startOfDay } from '../time/zoned.ts';
import { freeFrom, freeUntil } from './free.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Setting } from './setting.ts';

/** A nudge's own instant among all that a timer made due at once. */
export interface Spread {
  readonly until: Instant;
  /** Since when it would be due. */
  readonly due: Instant;
  readonly because: string;
}

/**
 * Moves a nudge that a timer has made due, or a hold's end, within the policy's `spread`: as far as nothing objects in
 * between, told by the user and the day alone. So all nudges of a user that are due at one instant stay together, and
 * the most important of them goes first; but one that is to be held for less goes earlier, or nobody would get it.
 * Null where it stays: this is the instant to which it was moved before.
 */
export function spreadFrom(setting: Setting, { at, room }: Place): Spread | null {
  const { timed, policy, known, now } = setting;
  const { spread } = policy;
  if (!timed || spread === null || at === Infinity) return null;
  const own = at === now ? spreadBefore(known) : null;
  if (own !== null && own.at <= now) return null;
  // It was looked at before its time.
  const isStill = own !== null && stays(own, spread, { setting, room });
  if (!isStill) return anew(setting, at, spread);
  const { at: until, due = until } = own;
  return toldOf({ until, due }, spread, setting);
}

interface Place {
  /** The first instant at which nothing objects. */
  readonly at: Instant;
  /** When caps and gap have room. */
  readonly room: Instant;
}

function spreadBefore(known: LedgerEntry | undefined): LedgerEntry | null {
  return known?.status === 'held' && known.spread === true ? known : null;
}

function stays({ at }: LedgerEntry, spread: Milliseconds, { setting, room }: { setting: Setting; room: Instant }): boolean {
  return at < Math.min(setting.now + spread, setting.heldUntil) && freeFrom(at, room, setting).at === at;
} // prettier-ignore

function anew(setting: Setting, at: Instant, spread: Milliseconds): Spread | null {
  const limit = Math.min(at + spread, setting.heldUntil);
  if (limit <= at) return null;
  const span = freeUntil(at, limit, setting) - at;
  const date = startOfDay(localOf(at, setting.zone));
  const offset = Math.floor(bucketOf(`spread/${date}`, setting.facts.profile.user) * span);
  return offset === 0 ? null : toldOf({ until: at + offset, due: at }, spread, setting);
}

function toldOf({ until, due }: Omit<Spread, 'because'>, spread: Milliseconds, { heldUntil }: Setting): Spread {
  return { until, due, because: `spread over ${durationWords(Math.min(spread, heldUntil - due))}` };
}
