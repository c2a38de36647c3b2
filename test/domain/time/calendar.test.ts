import fc from 'fast-check';
import { earliestFrom, passedForGood, startOf, startOfNext, type Unit } from '../../../domain/time/calendar.ts';
import { hour, minute } from '../../../domain/time/instant.ts';
import { stretchAt } from '../../../domain/time/offsets.ts';
import { localOf } from '../../../domain/time/zoned.ts';

function iso(text: string): number {
  return Date.parse(text);
}

describe('a unit of the calendar', () => {
  it.each<[Unit, string, string, string]>([
    ['hour', '2026-03-04T13:59:59.999Z', '2026-03-04T13:00Z', '2026-03-04T14:00Z'],
    ['day', '2026-03-04T00:00Z', '2026-03-04T00:00Z', '2026-03-05T00:00Z'],
    ['day', '1969-12-31T23:59Z', '1969-12-31T00:00Z', '1970-01-01T00:00Z'],
    ['month', '2028-02-29T12:00Z', '2028-02-01T00:00Z', '2028-03-01T00:00Z'],
    ['month', '2026-12-31T23:59Z', '2026-12-01T00:00Z', '2027-01-01T00:00Z'],
  ])('%s that holds %s begins at %s, the next at %s', (...[unit, local, begin, next]) => {
    expect([startOf(unit, iso(local)), startOfNext(unit, iso(local))]).toEqual([iso(begin), iso(next)]);
  });
});

describe('a local time is passed for good', () => {
  it.each([
    ['on a night like any other', 'Europe/Berlin', '2026-03-05T00:00Z', '2026-03-04T23:00Z'],
    ['after the gap that skips it', 'Europe/Berlin', '2026-03-29T02:30Z', '2026-03-29T01:00Z'],
    ['when it is shown the second time', 'Europe/Berlin', '2026-10-25T02:30Z', '2026-10-25T01:30Z'],
    ['after the overlap that ends with it', 'Europe/Berlin', '2026-10-25T03:00Z', '2026-10-25T02:00Z'],
    ['after two hours that come twice', 'Antarctica/Troll', '2026-10-25T02:00Z', '2026-10-25T02:00Z'],
    ['after half an hour that comes twice', 'Australia/Lord_Howe', '2026-04-05T02:00Z', '2026-04-04T15:30Z'],
    ['after the day that a zone skipped', 'Pacific/Apia', '2011-12-30T12:00Z', '2011-12-30T10:00Z'],
    ['where midnight came back', 'America/St_Johns', '2010-11-07T00:00Z', '2010-11-07T03:30Z'],
  ])('%s (%s, %s)', (...[, zone, local, expected]) => {
    expect(new Date(passedForGood(iso(local), zone)).toISOString()).toBe(new Date(expected).toISOString());
  });

  it('from the first instant on at which clocks show nothing before it any more', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'Antarctica/Troll', 'America/St_Johns', 'Asia/Kathmandu', 'America/Havana');
    const property = fc.property(zones, fc.integer({ min: iso('2005-01-01'), max: iso('2030-01-01') }), (zone, local) => {
      const passed = passedForGood(local, zone);
      const shows = (at: number): number => earliestFrom(at, stretchAt(zone, at), zone);
      expect([shows(passed) >= local, shows(passed - 1) < local]).toEqual([true, true]);
      for (let at = passed; at < passed + 30 * hour; at += 15 * minute) expect(localOf(at, zone)).toBeGreaterThanOrEqual(local);
    });
    fc.assert(property, { numRuns: 500 });
  }); // prettier-ignore
});
