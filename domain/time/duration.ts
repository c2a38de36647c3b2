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

/** The units that people hear, the largest first. */
const spoken = [
  { size: day, one: ' day', many: ' days' },
  { size: hour, one: ' h', many: ' h' },
  { size: minute, one: ' min', many: ' min' },
  { size: second, one: ' s', many: ' s' },
] as const;

/** A duration for people, in its two largest units and rounded down: `3 days`, `1 day 12 h`, `2 h 30 min`, `10 s`. */
export function durationWords(duration: Milliseconds): string {
  const largest = spoken.findIndex(({ size }) => duration >= size);
  const unit = spoken[largest];
  if (unit === undefined) return '0 s';
  const next = spoken[largest + 1];
  const rest = duration % unit.size;
  const words = amountWords(duration, unit);
  return next === undefined || rest < next.size ? words : `${words} ${amountWords(rest, next)}`;
}

function amountWords(duration: Milliseconds, { size, one, many }: (typeof spoken)[number]): string {
  const amount = Math.floor(duration / size);
  return `${amount}${amount === 1 ? one : many}`;
}
