import type { Instant } from '../../domain/time/instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks on a wall show, by Intl: `2026-03-01 09:30`; texts of it sort as the clock goes. */
export function wall(at: Instant, zone: string): string {
  const format = formats.get(zone) ?? formatOf(zone);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const digits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', ...digits, hourCycle: 'h23' });
  formats.set(timeZone, format);
  return format;
}
