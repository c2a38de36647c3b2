import { Temporal } from 'temporal-polyfill';
import type { Instant, Milliseconds } from './instant.ts';

/** A stretch of time in which a zone's clocks are as far ahead of UTC; from `from` to before `to`. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** Wall clock minus UTC. */
  readonly offset: Milliseconds;
}

/** Asking the time zone data costs microseconds per conversion; a zone has two stretches a year at most. */
const known = new Map<string, Stretch[] | null>();

/** Zones come from outside; more names than there are zones mean that somebody makes them up. */
const mostZones = 1_000;

/** Whether the time zone data know a zone. */
export function isZone(zone: string): boolean {
  return stretchesOf(zone) !== null;
}

/** The stretch of a zone that an instant is in. @throws RangeError for a zone that is unknown */
export function stretchAt(zone: string, instant: Instant): Stretch {
  const stretches = stretchesOf(zone);
  if (stretches === null) throw new RangeError(`unknown time zone ${zone}`);
  const found = stretches.find(({ from, to }) => instant >= from && instant < to);
  if (found !== undefined) return found;
  const read = readStretch(zone, instant);
  stretches.push(read);
  return read;
}

function stretchesOf(zone: string): Stretch[] | null {
  const found = known.get(zone);
  if (found !== undefined) return found;
  if (known.size >= mostZones) known.clear();
  const fresh = exists(zone) ? [] : null;
  known.set(zone, fresh);
  return fresh;
}

function exists(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function readStretch(zone: string, instant: Instant): Stretch {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // A transition at this very instant has begun the stretch; `previous` tells those before it only.
  const from = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity;
  const to = at.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  return { from, to, offset: at.offsetNanoseconds / 1e6 };
}
