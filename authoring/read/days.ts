import type { z } from 'zod';
import type { Days } from '../../domain/authored/schema.ts';
import type { Weekday } from '../../domain/journey/program.ts';

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];
const weekends: readonly Weekday[] = [6, 7];
const numbers = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

/** The days that authored words mean, each once and in their order; all seven where nothing is said. */
export function daysOf(words: z.output<typeof Days> | undefined): readonly Weekday[] {
  if (words === undefined) return [...weekdays, ...weekends];
  if (words === 'weekdays') return weekdays;
  if (words === 'weekends') return weekends;
  return typeof words === 'string' ? [numbers[words]] : [...new Set(words.map((day) => numbers[day]))].sort();
}
