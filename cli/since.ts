import { InvalidArgumentError } from 'commander';
import { parseIsoDate } from '../domain/condition/iso-date.ts';
import { parseDuration } from '../domain/time/duration.ts';
import type { Instant } from '../domain/time/instant.ts';

/** An instant that somebody names: so long before now, or a date, which is meant in a zone: UTC where none is given. */
export type Since = (now: Instant, zone?: string) => Instant;

/** Reads `3d` or `2026-03-01`. */
export function readSince(text: string): Since {
  const ago = parseDuration(text);
  if (ago !== null) return (now) => now - ago;
  const instant = parseIsoDate(text, 'UTC');
  if (instant !== null) return (_, zone = 'UTC') => parseIsoDate(text, zone) ?? instant;
  throw new InvalidArgumentError('expected a duration such as 3d or 12h, or a date such as 2026-03-01');
}
