import { Temporal } from 'temporal-polyfill';
import { minute, type Instant } from '../time/instant.ts';

const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

type Fields = [year: number, month: number, day: number, hours: number, minutes: number, seconds: number];

/**
 * Reads an ISO 8601 date: `2026-03-01`, `2026-03-01T09:00`, with seconds, fraction, `Z` or an offset.
 * @param zone where a date without an offset is meant; a time that DST skips is read as the clock shows after the gap,
 *   one that it doubles as the earlier of the two
 * @returns null for everything else, days that no month has included
 */
export function parseIsoDate(text: string, zone: string): Instant | null {
  const found = text.length <= longest ? pattern.exec(text) : null;
  if (found === null) return null;
  const [, year, month, day, hours = 0, minutes = 0, seconds = 0, fraction, offset] = found;
  const fields: Fields = [Number(year), Number(month), Number(day), Number(hours), Number(minutes), Number(seconds)];
  if (!isReal(fields)) return null;
  const milliseconds = fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (offset === undefined) return inZone(fields, milliseconds, zone);
  const ahead = offsetMinutes(offset);
  return ahead === null ? null : utc(fields) + milliseconds - ahead * minute;
}

/** `2026-03-01T09:00:00.123456789+01:00` */
const longest = 35;

/** Whether the calendar and the clock have these fields. */
function isReal([year, month, day, hours, minutes, seconds]: Fields): boolean {
  const calendar = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return calendar && hours < 24 && minutes < 60 && seconds < 60;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function utc([year, month, day, hours, minutes, seconds]: Fields): Instant {
  if (year > 99) return Date.UTC(year, month - 1, day, hours, minutes, seconds);
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hours, minutes, seconds);
}

function offsetMinutes(offset: string): number | null {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function inZone(fields: Fields, milliseconds: number, zone: string): Instant {
  if (zone === 'UTC') return utc(fields) + milliseconds;
  const [year, month, day, hour, minute, second] = fields;
  const local = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second, millisecond: milliseconds });
  return local.toZonedDateTime(zone).epochMilliseconds;
}
