import { day, hour, minute, second, type Milliseconds } from './instant.ts';

const units: Readonly<Record<string, Milliseconds>> = { s: second, m: minute, h: hour, d: day, w: 7 * day };

/** Six digits keep every sum of an instant and a duration inside what a JavaScript date can hold. */
const pattern = /^(\d{1,6})([smhdw])$/;

/** Reads an authored duration: a whole number and `s`, `m`, `h`, `d` or `w`, as in `3d`. Null for anything else. */
export function parseDuration(text: string): Milliseconds | null {
  const [, amount, unit] = pattern.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return null;
  return Number(amount) * (units[unit] ?? second);
}

/** A duration for people, in its two largest units and rounded down: `3 days`, `1 day 12 h`, `2 h 30 min`, `10 s`. */
export function durationWords(duration: Milliseconds): string {
  const parts = [
    { amount: Math.floor(duration / day), words: (days: number) => (days === 1 ? '1 day' : `${days} days`) },
    { amount: Math.floor((duration % day) / hour), words: (hours: number) => `${hours} h` },
    { amount: Math.floor((duration % hour) / minute), words: (minutes: number) => `${minutes} min` },
    { amount: Math.floor((duration % minute) / second), words: (seconds: number) => `${seconds} s` },
  ];
  const largest = parts.findIndex(({ amount }) => amount > 0);
  if (largest === -1) return '0 s';
  const shown = parts.slice(largest, largest + 2).filter(({ amount }) => amount > 0);
  return shown.map(({ amount, words }) => words(amount)).join(' ');
}
