import { day, hour, minute, type Instant, type Milliseconds } from './instant.ts';
import { isZone, stretchAt } from './offsets.ts';

/**
 * Wall clocks. One rule for what a zone's clocks skip or show twice: a local time is the first instant at which the
 * clocks show it, and where they skip it, the first instant after the gap. A day that a zone has skipped as a whole
 * (Apia, 30 December 2011) has no time of day at all.
 */

/** A wall clock's date and time, as the milliseconds it would be since the epoch in UTC. */
export type Local = number;

/** No zone has ever been further ahead of UTC than this (Alaska, until 1867: 15 h 02 min). */
const furthestAhead = 16 * hour;

/** A week has every weekday; a second one, and a day, leave room for a day that was skipped. */
const daysSearched = 15;

/** A time of day, and the weekdays on which it counts: ISO 8601, 1 is Monday. */
export interface TimeOfDay {
  /** After midnight. */
  readonly minutes: number;
  readonly weekdays: readonly number[];
}

/** The zone, or the other one where this is none that is known. */
export function knownZone(zone: string, fallback: string): string {
  return isZone(zone) ? zone : fallback;
}

/** The first instant after `after` that is a time of day on one of the weekdays; null without a weekday. */
export function nextTimeOfDay(after: Instant, { minutes, weekdays }: TimeOfDay, zone: string): Instant | null {
  const today = startOfDay(localOf(after, zone));
  for (let days = 0; days < daysSearched; days++) {
    const date = today + days * day;
    if (!weekdays.includes(weekdayOf(date)) || isSkipped(date, zone)) continue;
    const instant = instantOf(date + minutes * minute, zone);
    if (instant > after) return instant;
  }
  return null;
}

/** By how much a date is moved, and to which time of day (minutes after midnight; null: its own). */
export interface Shift {
  readonly offset: Milliseconds;
  readonly minutes: number | null;
}

/** A date moved: whole days by the calendar, so that the wall clock shows the same, then the rest by the clock. */
export function shifted(instant: Instant, { offset, minutes }: Shift, zone: string): Instant {
  const days = Math.trunc(offset / day) * day;
  const moved = days === 0 ? instant : instantOf(localOf(instant, zone) + days, zone);
  const exact = moved + (offset - days);
  return minutes === null ? exact : instantOf(startOfDay(localOf(exact, zone)) + minutes * minute, zone);
}

/** What a zone's clocks show at an instant. */
export function localOf(instant: Instant, zone: string): Local {
  return instant + stretchAt(zone, instant).offset;
}

/** The first instant at which a zone's clocks show a local time, or have skipped it. */
function instantOf(local: Local, zone: string): Instant {
  let stretch = stretchAt(zone, local - furthestAhead);
  while (local - stretch.offset >= stretch.to) stretch = stretchAt(zone, stretch.to);
  return Math.max(local - stretch.offset, stretch.from);
}

/** Midnight of the day that a wall clock shows. */
export function startOfDay(local: Local): Local {
  return Math.floor(local / day) * day;
}

/** ISO 8601: 1 is Monday. The epoch began on a Thursday. */
export function weekdayOf(date: Local): number {
  return ((((date / day + 3) % 7) + 7) % 7) + 1;
}

/** Whether a zone's clocks went over a whole date. */
function isSkipped(date: Local, zone: string): boolean {
  return startOfDay(localOf(instantOf(date, zone), zone)) !== date;
}
