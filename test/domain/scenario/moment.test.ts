import fc from 'fast-check';
import { offsetWords, parseMoment } from '../../../domain/scenario/moment.ts';
import { day, hour, minute, second } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

describe('a moment', () => {
  it.each([
    ['0s', monday],
    ['36h', monday + 36 * hour],
    ['1d 2h 30m', monday + day + 2 * hour + 30 * minute],
    ['2026-03-02T10:00', monday],
    ['2026-03-02T10:00Z', monday + hour],
    ['soon', null],
    ['1d soon', null],
  ])('%s', (text, expected) => {
    expect(parseMoment(text, monday, 'Europe/Berlin')).toBe(expected);
  });

  it('is told as it is read', () => {
    const seconds = fc.integer({ min: 0, max: 40_000_000 });
    const property = fc.property(seconds, (amount) => {
      expect(parseMoment(offsetWords(amount * second), 0, 'UTC')).toBe(amount * second);
    });
    fc.assert(property);
    expect(offsetWords(-second)).toBe('-1s');
    expect(offsetWords(-1)).toBe('0s');
  });
});
