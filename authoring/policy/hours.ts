import type { z } from 'zod';
import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Hours } from '../../domain/pacing/policy.ts';
import type { PolicyFile } from '../../domain/pacing/schema.ts';
import type { Cursor } from '../read/cursor.ts';
import { daysOf } from '../read/days.ts';
import { isChannel } from './push.ts';

type Written = NonNullable<z.output<typeof PolicyFile>['quiet']>;

/** Reads `quiet` or `allowed`; null where something about it is wrong. What speaks of push alone is left out. */
export function readHours(list: Cursor, written: Written | undefined): readonly Hours[] | null {
  const right = list.items().map((hours) => [checkTimes(hours), checkCountries(hours.at('countries'))].every(Boolean));
  if (right.includes(false) || (list.value !== undefined && written === undefined)) return null;
  return (written ?? []).flatMap(compile);
}

function compile({ channels = [], countries = [], days, from = 0, to = 0, then }: Written[number]): readonly Hours[] {
  const known = [...new Set(channels)].filter(isChannel);
  if (known.length === 0 && channels.length > 0) return [];
  return [{ channels: known, countries: [...new Set(countries)], days: daysOf(days), from, to, then }];
}

/** Either two times that differ, or none for whole days. */
function checkTimes(hours: Cursor): boolean {
  const [from, to] = [hours.at('from'), hours.at('to')];
  if (from.value === undefined && to.value === undefined) return true;
  const missing = [from, to].find(({ value }) => value === undefined)?.path.at(-1);
  if (missing !== undefined) {
    const message = `"${missing}" is missing; expected from and to, or neither for whole days`;
    hours.refuse('KEY_MISSING', message, 'key');
  } else if (from.value === to.value) {
    to.refuse('VALUE_INVALID', `found from and to alike, expected two times, or neither for whole days`);
  }
  return missing === undefined && from.value !== to.value;
}

function checkCountries(list: Cursor): boolean {
  const unknown = list.items().filter(({ value }) => {
    return typeof value === 'string' && /^[A-Z]{2}$/.test(value) && !isCountry(value);
  });
  for (const country of unknown) {
    const code = String(country.value);
    country.refuse('VALUE_INVALID', `found "${code}", expected a country code such as DE${meant(code)}`);
  }
  return unknown.length === 0;
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Codes that CLDR has names for, though nobody is reported to be in them. */
const noCountries = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

function isCountry(code: string): boolean {
  return !noCountries.includes(code) && regions.of(code) !== undefined && canonical(code) === code;
}

/** `GB` of `UK`; two letters are too few to be near to others. */
function meant(code: string): string {
  return canonical(code) === code ? '' : didYouMean(canonical(code), [canonical(code)]);
}

function canonical(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code;
}
