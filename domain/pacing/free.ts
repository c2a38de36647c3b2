import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import { endOf, insideFrom, outsideFrom, speaksOfCountry, type ReadHours } from './hours.ts';
import type { Setting } from './setting.ts';

/** Later than this nothing is free: as long as any window is, and as events are kept. */
export const horizon: Milliseconds = 400 * day;

type Timed = Pick<Setting, 'rules' | 'now' | 'zone' | 'country'>;

/** The quiet hours, or those outside of which nothing goes out, that drop a nudge now; null where none do. */
export function droppedBy({ rules, country, now, stretch }: Setting): string | null {
  const local = now + stretch.offset;
  for (const hours of rules.quiet)
    if (hours.then === 'skip' && speaksOfCountry(hours, country) && endOf(hours, local) !== null) return hours.words;
  const allowed = allowedFor(rules.allowed, country);
  const outside = allowed.every((hours) => endOf(hours, local) === null);
  return outside ? (allowed.find(({ then }) => then === 'skip')?.words ?? null) : null;
}

/** When a nudge is free of all hours, and the words of those it met. */
export interface Free {
  /** Infinity: not within the horizon. */
  readonly at: Instant;
  readonly met: readonly string[];
}

/**
 * The first instant, `from` or later and not before `floor`, that is in no hours in which nothing goes out. What one
 * rule ends in is asked of all others again until none objects: so a hold never ends inside another block.
 */
export function freeFrom(from: Instant, floor: Instant, timed: Timed): Free {
  const limit = timed.now + horizon;
  const allowed = allowedFor(timed.rules.allowed, timed.country);
  const met: string[] = [];
  for (let at = from; at <= limit;) {
    const next = Math.max(
      at,
      floor,
      pastQuiet(at, timed, met),
      inAllowed(at, { allowed, zone: timed.zone, limit, met }),
    );
    if (next === at) return { at, met };
    at = next;
  }
  return { at: Infinity, met };
}

/** Until when nothing objects, from a free instant on, but not later than `limit`. */
export function freeUntil(at: Instant, limit: Instant, { rules, country, zone }: Timed): Instant {
  const quiet = rules.quiet.filter((hours) => speaksOfCountry(hours, country));
  const begins = quiet.length === 0 ? limit : insideFrom(quiet, at, { zone, limit });
  const allowed = allowedFor(rules.allowed, country);
  return Math.min(begins, allowed.length === 0 ? limit : outOf(allowed, at, { zone, limit }), limit);
}

/** The first instant, `from` or later, that is in none of these hours, or one that is later than `limit`. */
function outOf(any: readonly ReadHours[], from: Instant, { zone, limit }: { zone: string; limit: Instant }): Instant {
  const after = (at: Instant): Instant => Math.max(...any.map((hours) => outsideFrom(hours, at, zone)));
  let at = from;
  for (let next = after(at); next > at && at < limit; next = after(at)) at = next;
  return at;
}

function pastQuiet(at: Instant, { rules, country, zone }: Timed, met: string[]): Instant {
  let past = at;
  for (const hours of rules.quiet) {
    if (!speaksOfCountry(hours, country)) continue;
    const outside = outsideFrom(hours, at, zone);
    if (outside === at) continue;
    if (!met.includes(hours.words)) met.push(hours.words);
    past = Math.max(past, outside);
  }
  return past;
}

interface Allowing {
  readonly allowed: readonly ReadHours[];
  readonly zone: string;
  readonly limit: Instant;
  readonly met: string[];
}

function inAllowed(at: Instant, { allowed, zone, limit, met }: Allowing): Instant {
  if (allowed.length === 0) return at;
  const inside = insideFrom(allowed, at, { zone, limit });
  if (inside === at) return at;
  for (const { words } of allowed) if (!met.includes(words)) met.push(words);
  return inside;
}

/** Without any that speak of the user all hours are allowed. */
function allowedFor(allowed: readonly ReadHours[], country: string | null): readonly ReadHours[] {
  return allowed.length === 0 ? allowed : allowed.filter((hours) => speaksOfCountry(hours, country));
}
