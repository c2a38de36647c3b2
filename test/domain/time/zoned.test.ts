import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseDuration } from '../../../domain/time/duration.ts';
import { day, minute } from '../../../domain/time/instant.ts';
import { knownZone, nextTimeOfDay, shifted } from '../../../domain/time/zoned.ts';

interface Cases {
  readonly times: readonly {
    name: string;
    zone: string;
    after: string;
    time: string;
    weekdays: number[];
    expected: string;
  }[];
  readonly dates: readonly {
    name: string;
    zone: string;
    date: string;
    offset: string;
    at: string | null;
    expected: string;
  }[];
}

/** Expected instants are from the time zone database's own tables, written down by hand. */
const cases = JSON.parse(readFileSync(new URL('zoned.cases.json', import.meta.url), 'utf8')) as Cases;

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString().replace(':00.000Z', 'Z');
}

describe('the next time of day', () => {
  it.each(cases.times)('$name', ({ zone, after, time, weekdays, expected }) => {
    expect(iso(nextTimeOfDay(Date.parse(after), { minutes: minutes(time), weekdays }, zone))).toBe(expected);
  });

  it('never comes without a weekday', () => {
    expect(nextTimeOfDay(0, { minutes: 0, weekdays: [] }, 'UTC')).toBeNull();
  });

  it('is later than the instant asked from, at most three days later where every day counts', () => {
    const zones = fc.constantFrom(...new Set(cases.times.map(({ zone }) => zone)));
    const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2036, 0) });
    const everyDay = [1, 2, 3, 4, 5, 6, 7];
    const property = fc.property(zones, instants, fc.integer({ min: 0, max: 1439 }), (zone, after, at) => {
      const next = nextTimeOfDay(after, { minutes: at, weekdays: everyDay }, zone);
      return next !== null && next > after && next <= after + 3 * day;
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('shows that time on the clock of Intl, unless it is skipped there', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
    const zones = fc.constantFrom(...new Set(cases.times.map(({ zone }) => zone)));
    const property = fc.property(zones, instants, fc.integer({ min: 0, max: 1439 }), (zone, after, at) => {
      const next = nextTimeOfDay(after, { minutes: at, weekdays: [1, 2, 3, 4, 5, 6, 7] }, zone) ?? 0;
      const skipped = clock(zone, next) - clock(zone, next - minute) !== 1 && clock(zone, next) !== 0;
      return skipped || clock(zone, next) === at;
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('a date that is moved', () => {
  it.each(cases.dates)('$name', ({ zone, date, offset, at, expected }) => {
    const sign = offset.startsWith('-') ? -1 : 1;
    const length = sign * (parseDuration(offset.replace('-', '')) ?? NaN);
    const shift = { offset: length, minutes: at === null ? null : minutes(at) };
    expect(iso(shifted(Date.parse(date), shift, zone))).toBe(expected);
  });
});

describe('a zone that is unknown', () => {
  it.each(['Mars/Olympus', '', 'constructor', '../etc/passwd'])('%j gives way to the workspace’s', (zone) => {
    expect(knownZone(zone, 'Europe/Berlin')).toBe('Europe/Berlin');
    expect(knownZone('Asia/Tokyo', 'Europe/Berlin')).toBe('Asia/Tokyo');
  });
});

/** Minutes after midnight on the wall. */
function clock(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return minutes(format.format(instant));
}
