import type { z } from 'zod';
import { didYouMean } from '../../domain/condition/nearest.ts';
import type { DelayRule, Weekday } from '../../domain/journey/program.ts';
import type { Until } from '../../domain/journey/steps/schema.ts';
import { durationWords } from '../../domain/time/duration.ts';
import { alternatives } from '../read/expected.ts';
import type { Cursor } from '../read/cursor.ts';
import { daysOf } from '../read/days.ts';
import type { Compiler } from './compiler.ts';

/** When a delay ends, in words too, and what it is named after. */
export interface Rule {
  readonly rule: DelayRule;
  readonly words: string;
  readonly name: string;
}

type UntilTime = Extract<z.output<typeof Until>['until'], { time: number }>;
type UntilTrait = Exclude<z.output<typeof Until>['until'], { time: number }>;

/** Reads `{ until: { time, on } }` and `{ until: { trait, offset, at }, past }`; null where it is wrong. */
export function readUntil(cursor: Cursor, { until, past }: z.output<typeof Until>, compiler: Compiler): Rule | null {
  if ('time' in until) {
    if (past === undefined) return atTime(until);
    return cursor
      .at('past')
      .refuse('VALUE_INVALID', 'found "past" beside a time of day, which always comes again', 'key');
  }
  const { trait } = until;
  const date = isDate(cursor.at('until', 'trait'), trait, compiler);
  if (past === undefined) {
    const message = '"past" is missing; expected skip, to pass over the next step when the date is past, or now';
    return cursor.refuse('KEY_MISSING', message, 'key');
  }
  if (!date) return null;
  return {
    rule: { kind: 'trait', path: trait, offset: until.offset ?? 0, minutes: until.at ?? null, past },
    words: traitWords(until),
    name: trait,
  };
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function atTime({ time, on }: UntilTime): Rule {
  const days = daysOf(on);
  const named = on === undefined ? '' : `${typeof on === 'string' ? on : on.join('-')} `;
  const clock = clockWords(time);
  return {
    rule: { kind: 'time', minutes: time, weekdays: days },
    words: days.length === 7 ? clock : `${clock} on ${daysWords(on, days)}`,
    name: `${named}${clock}`,
  };
}

function daysWords(on: UntilTime['on'], days: readonly Weekday[]): string {
  if (on === 'weekdays' || on === 'weekends') return on;
  return alternatives(days.map((day) => dayNames[day - 1] ?? ''));
}

function isDate(cursor: Cursor, trait: string, { vocabulary: { traits } }: Compiler): boolean {
  const declared = Object.hasOwn(traits, trait) ? traits[trait] : undefined;
  if (declared?.type === 'date' && !declared.list) return true;
  const dates = Object.keys(traits).filter((each) => traits[each]?.type === 'date');
  if (declared !== undefined) {
    const what = declared.list ? 'a list' : `a ${declared.type}`;
    cursor.refuse('VALUE_INVALID', `"${trait}" is declared as ${what}, expected a date`);
  } else {
    cursor.refuse('NAME_UNKNOWN', `found "${trait}", expected a date of profile.yaml${didYouMean(trait, dates)}`);
  }
  return false;
}

/** `3 days before trialEndsAt at 09:00`. */
function traitWords({ trait, offset = 0, at }: UntilTrait): string {
  const moved = offset === 0 ? '' : `${durationWords(Math.abs(offset))} ${offset < 0 ? 'before' : 'after'} `;
  return `${moved}${trait}${at === undefined ? '' : ` at ${clockWords(at)}`}`;
}

function clockWords(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
