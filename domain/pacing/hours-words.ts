import { clause } from './clause.ts';
import type { Hours } from './policy.ts';

/** "21:00–08:00 on Fri, Sat", after what they are. */
export function hoursWords({ days, from, to }: Hours, kind: 'quiet' | 'allowed'): string {
  const on = days.length === 7 ? '' : ` on ${days.map((each) => weekdays[each]).join(', ')}`;
  const times = from === to ? '' : ` ${clockWords(from)}–${clockWords(to)}`;
  if (kind === 'allowed') return clause(`outside of the allowed hours${times}${on}`);
  return clause(times === '' ? `quiet all day${on}` : `quiet hours${times}${on}`);
}

/** By their ISO 8601 number. */
export const weekdays = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Minutes after midnight as a clock shows them. */
export function clockWords(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
