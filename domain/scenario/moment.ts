import { parseIsoDate } from '../condition/iso-date.ts';
import { parseDuration } from '../time/duration.ts';
import { day, hour, minute, second, type Instant, type Milliseconds } from '../time/instant.ts';

/**
 * Reads `1d 2h` as a time after the start, and everything else as an ISO 8601 date.
 * @param zone where a date without an offset is meant
 * @returns null for what is neither
 */
export function parseMoment(text: string, start: Instant, zone: string): Instant | null {
  const length = parseLength(text);
  return length === null ? parseIsoDate(text, zone) : start + length;
}

/** Reads `1d 2h`; null for what is no length of time. */
export function parseLength(text: string): Milliseconds | null {
  const parts = text.split(' ').map(parseDuration);
  const lengths = parts.filter((part) => part !== null);
  return lengths.length < parts.length ? null : lengths.reduce((sum, length) => sum + length, 0);
}

const units: readonly (readonly [string, Milliseconds])[] = [['d', day], ['h', hour], ['m', minute], ['s', second]]; // prettier-ignore

/** A length of time as scenarios write it, to the second: `0s`, `1d 2h`, `-1s`. */
export function offsetWords(length: Milliseconds): string {
  const parts: string[] = [];
  let rest = Math.abs(length);
  for (const [letter, size] of units) {
    const amount = Math.floor(rest / size);
    if (amount > 0) parts.push(`${amount}${letter}`);
    rest -= amount * size;
  }
  if (parts.length === 0) return '0s';
  return `${length < 0 ? '-' : ''}${parts.join(' ')}`;
}
