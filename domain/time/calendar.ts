import { day, hour, type Instant } from './instant.ts';
import { stretchAt, type Stretch } from './offsets.ts';
import { startOfDay, type Local } from './zoned.ts';

/**
 * Units of the calendar, as a wall clock shows them. What clocks show twice is one unit: it is over when they have shown
 * its last for good, so an hour that is put back is as long as both.
 */
export type Unit = 'hour' | 'day' | 'month';

/** No zone has ever been further from UTC than this, ahead or behind (Manila, until 1844: 15 h 56 min). */
export const furthest = 16 * hour;

/** The first of the unit that a wall clock shows. */
export function startOf(unit: Unit, local: Local): Local {
  switch (unit) {
    case 'hour':
      return Math.floor(local / hour) * hour;
    case 'day':
      return startOfDay(local);
    case 'month':
      return monthOf(local, 0);
  }
}

/** The first of the unit after the one that a wall clock shows. */
export function startOfNext(unit: Unit, local: Local): Local {
  switch (unit) {
    case 'hour':
      return startOf(unit, local) + hour;
    case 'day':
      return startOf(unit, local) + day;
    case 'month':
      return monthOf(local, 1);
  }
}

function monthOf(local: Local, later: number): Local {
  const date = new Date(local);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later);
}

/** The earliest that a zone's clocks show at an instant or after it: earlier than they show while they are about to be put back. */
export function earliestFrom(instant: Instant, stretch: Stretch, zone: string): Local {
  let earliest = instant + stretch.offset;
  for (let at = stretch; at.to < instant + 2 * furthest;) {
    at = stretchAt(zone, at.to);
    earliest = Math.min(earliest, at.from + at.offset);
  }
  return earliest;
}

/** The first instant from which on a zone's clocks show nothing before a local time any more. */
export function passedForGood(local: Local, zone: string): Instant {
  let passed = -Infinity;
  for (let at = stretchAt(zone, local - furthest); at.from < local + furthest; at = stretchAt(zone, at.to)) {
    if (at.from + at.offset < local) passed = Math.min(local - at.offset, at.to);
    if (at.to === Infinity) break;
  }
  return passed;
}
