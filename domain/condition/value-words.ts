import { Temporal } from 'temporal-polyfill';
import type { Json } from '../json.ts';
import { fits, utf8Bytes } from '../text.ts';
import { durationWords } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { stretchAt } from '../time/offsets.ts';
import { roundedFor } from './number-words.ts';

/** Reasons go into workflow histories, where 4 of 120 bytes are what the budget has room for. */
const longest = 120;

/** A list's first values say enough. */
const valuesShown = 5;

/** A value as an author would write it: `enterprise`, `"two words?"`, `18`, `true`, `null`. */
export function operandWords(value: Json): string {
  return typeof value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]*$/u.test(value) ? value : JSON.stringify(value);
}

/** A value as it was met, texts in quotes, numbers as people read them beside these limits; of a list its first values. */
export function metWords(value: Json, limits: readonly number[]): string {
  if (!Array.isArray(value)) return oneWords(value, limits);
  const shown = value.slice(0, valuesShown).map((each: Json) => oneWords(each, limits));
  return `[${[...shown, ...(value.length > valuesShown ? ['…'] : [])].join(', ')}]`;
}

function oneWords(value: Json, limits: readonly number[]): string {
  return JSON.stringify(typeof value === 'number' ? roundedFor(value, limits) : value);
}

/** A date in its zone: `2026-03-01`, or `2026-03-01 09:14` where it is not midnight. */
export function dateWords(instant: Instant, zone: string): string {
  if (instant >= 0 && instant < usualUntil) return isoWords(new Date(instant + stretchAt(zone, instant).offset));
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return time === '00:00' ? local.toPlainDate().toString() : `${local.toPlainDate().toString()} ${time}`;
}

/** From 1970 until here a zone's clocks are remembered, which is many times as fast as asking for them. */
const usualUntil: Instant = Date.UTC(2100, 0);

/** A wall clock's date and time, as if it were UTC's. */
function isoWords(local: Date): string {
  const iso = local.toISOString();
  const time = iso.slice(11, 16);
  return time === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

/** How far a date is from now: `3 days ago`, `in 2 h`. */
export function distanceWords(instant: Instant, now: Instant): string {
  return instant <= now ? `${durationWords(now - instant)} ago` : `in ${durationWords(instant - now)}`;
}

/** `once`, `twice`, `3 times`. */
export function timesWords(count: number): string {
  return ['0 times', 'once', 'twice'][count] ?? `${count} times`;
}

/** Shortens a text to 120 bytes, whole characters only. */
export function clip(text: string): string {
  if (fits(text, longest)) return text;
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += utf8Bytes(character);
    if (bytes > longest) break;
    kept += character;
  }
  return shorten(kept);
}

/** Three bytes of room for the ellipsis: at most as many characters, at least as many bytes. */
function shorten(text: string): string {
  return `${Array.from(text).slice(0, -3).join('').trimEnd()}…`;
}
