import { day, minute, type Instant, type Milliseconds } from '../time/instant.ts';
import { stretchAt } from '../time/offsets.ts';
import { startOfDay, weekdayOf, type Local } from '../time/zoned.ts';
import type { Hours } from './policy.ts';
import { hoursWords } from './hours-words.ts';

/** Hours as they are asked: what the wall clock shows decides, so what it shows twice is in them twice. */
export interface ReadHours {
  /** None: every country. */
  readonly countries: readonly string[];
  /** Whether they begin on a weekday: ISO 8601, 1 is Monday. */
  readonly begins: readonly boolean[];
  /** After midnight. */
  readonly from: Milliseconds;
  /** After midnight of the day on which they begin. */
  readonly to: Milliseconds;
  readonly then: Hours['then'];
  readonly words: string;
}

export function readHours(hours: Hours, kind: 'quiet' | 'allowed'): ReadHours {
  const { countries, days, from, to, then } = hours;
  const ends = to > from ? to * minute : to * minute + day;
  const begins = Array.from({ length: 8 }, (_, weekday) => days.includes(weekday));
  return { countries, begins, from: from * minute, to: ends, then, words: hoursWords(hours, kind) };
}

/** Whether hours speak of users in a country; null: it is unknown where they are. */
export function speaksOfCountry({ countries }: ReadHours, country: string | null): boolean {
  return countries.length === 0 || (country !== null && countries.includes(country));
}

/** What a wall clock shows when the hours end in which it is; null where it is in none. */
export function endOf({ begins, from, to }: ReadHours, local: Local): Local | null {
  const date = startOfDay(local);
  if (local >= date + from && local < date + to && begins[weekdayOf(date)] === true) return date + to;
  const yesterday = date - day;
  return local < yesterday + to && begins[weekdayOf(yesterday)] === true ? yesterday + to : null;
}

/** The first instant, `from` or later, at which a zone's wall clock is outside of these hours or where it is to be asked again. */
export function outsideFrom(hours: ReadHours, from: Instant, zone: string): Instant {
  const { offset, to } = stretchAt(zone, from);
  const end = endOf(hours, from + offset);
  return end === null ? from : Math.min(end - offset, to);
}

/** The first instant, `from` or later and before `limit`, at which a zone's wall clock is in any of these hours; else Infinity. */
export function insideFrom(any: readonly ReadHours[], from: Instant, place: { zone: string; limit: Instant }): Instant {
  let at = from;
  while (at < place.limit) {
    const { offset, to } = stretchAt(place.zone, at);
    const begin = Math.min(...any.map((hours) => nextIn(hours, at + offset)));
    if (begin - offset < to) return begin - offset;
    at = to;
  }
  return Infinity;
}

/** What a wall clock shows at the first moment, `local` or later, that is in the hours. */
function nextIn(hours: ReadHours, local: Local): Local {
  if (endOf(hours, local) !== null) return local;
  const today = startOfDay(local);
  for (let days = 0; days <= 7; days++) {
    const date = today + days * day;
    if (hours.begins[weekdayOf(date)] === true && date + hours.from >= local) return date + hours.from;
  }
  return Infinity;
}
