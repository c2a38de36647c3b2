import type { Instant } from './instant.ts';
import { isZone } from './offsets.ts';

/** Instants as people of one time zone write them. */
export interface InstantWords {
  /** "Wed 4 Mar 14:02" */
  full(instant: Instant): string;
  /** "Wed 4 Mar" */
  day(instant: Instant): string;
  /** "14:02" */
  time(instant: Instant): string;
  /** The time, with the day where that is another one than at `from`. */
  near(instant: Instant, from: Instant): string;
}

/** A formatter costs some tenths of a millisecond to make; there are a few hundred zones. */
const made = new Map<string, InstantWords>();

/** @param zone an IANA zone; one that nobody knows counts as UTC */
export function createInstantWords(zone: string): InstantWords {
  const timeZone = isZone(zone) ? zone : 'UTC';
  const known = made.get(timeZone) ?? make(timeZone);
  made.set(timeZone, known);
  return known;
}

function make(timeZone: string): InstantWords {
  const days = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  const times = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayWords = (instant: Instant): string => days.format(instant).replace(',', '');
  const full = (instant: Instant): string => `${dayWords(instant)} ${times.format(instant)}`;
  return {
    day: dayWords,
    time: (instant) => times.format(instant),
    full,
    near: (instant, from) => (dayWords(instant) === dayWords(from) ? times.format(instant) : full(instant)),
  };
}
