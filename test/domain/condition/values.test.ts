import fc from 'fast-check';
import { parseIsoDate } from '../../../domain/condition/iso-date.ts';
import { didYouMean } from '../../../domain/condition/nearest.ts';
import { compareText } from '../../../domain/condition/text-order.ts';
import { versionKey } from '../../../domain/condition/version.ts';

describe('a date of a fact', () => {
  it.each([
    ['2026-03-01', '2026-02-28T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-03-01T09:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T09:00:30', '2026-03-01T08:00:30.000Z'],
    ['2026-03-01T09:00Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01T09:00:00.5Z', '2026-03-01T09:00:00.500Z'],
    ['2026-03-01T09:00:00.123456Z', '2026-03-01T09:00:00.123Z'],
    ['2026-03-01T09:00:00+02:00', '2026-03-01T07:00:00.000Z'],
    ['2026-03-01T09:00:00-0330', '2026-03-01T12:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    // Berlin's clocks skip 02:30 on this day, and have it twice on that one.
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(new Date(parseIsoDate(text, 'Europe/Berlin') ?? NaN).toISOString()).toBe(instant);
  });

  it.each([
    '',
    'soon',
    '2026',
    '2026-3-1',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-03-00',
    '1.2',
  ])('is not %p', (text) => expect(parseIsoDate(text, 'Europe/Berlin')).toBeNull());

  it.each([
    '2026-03-01T24:00',
    '2026-03-01T09:60',
    '2026-03-01T09:00:60Z',
    '2026-03-01T09:00+25:00',
    '2026-03-01 09:00',
  ])('has no time like %p', (text) => expect(parseIsoDate(text, 'UTC')).toBeNull());

  it('begins after the gap where a day has no midnight', () => {
    const instant = parseIsoDate('2026-09-06', 'America/Santiago');
    expect(new Date(instant ?? NaN).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });

  it('is what JavaScript writes', () => {
    const written = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(written, (date) => parseIsoDate(date.toISOString(), 'UTC') === date.getTime()));
  });
});

describe('versions', () => {
  const ascending = [
    '0', '0.0.0.1', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11',
    '1.0.0-beta-a', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2', '1.9', '1.10', '1.10.0.1', '2', '10', '9999999999',
  ]; // prettier-ignore

  it('sort by their keys', () => {
    const keys = ascending.map(versionKey);
    expect([...keys].sort()).toEqual(keys);
    expect(new Set(keys).size).toBe(ascending.length);
  });

  it.each([
    ['1.2', '1.2.0'],
    ['v1.2.0', '1.2.0.0'],
    ['1.2.0+build.5', '1.2'],
    ['01.2', '1.2'],
  ])('%s is %s', (one, other) => expect(versionKey(one)).toBe(versionKey(other)));

  it.each(['', 'nightly', '1.', '.1', '1.2.3.4.5', '1 2', '1.2-', '12345678901', `1.${'0'.repeat(200)}`])(
    '%p is none',
    (text) => expect(versionKey(text)).toBeNull(),
  );
});

describe('the order of texts', () => {
  it('is that of their UTF-8 bytes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', 'é', '\uFF61', '😀', '\uD7FF') }),
    );
    const bytes = (value: string): Buffer => Buffer.from(value, 'utf8');
    fc.assert(
      fc.property(text, text, (a, b) => Math.sign(compareText(a, b)) === Buffer.compare(bytes(a), bytes(b))),
      { numRuns: 2_000 },
    );
  });
});

describe('the nearest name', () => {
  const names = ['project', 'profile', 'invite'];

  it.each([
    ['projekt', 'project'],
    ['Profile', 'profile'],
    ['prfoile', 'profile'],
    ['invit', 'invite'],
  ])('to %s is %s', (name, nearest) => expect(didYouMean(name, names)).toBe(`, did you mean "${nearest}"?`));

  it('of two that are as near is the one that begins alike: never the opposite', () => {
    expect(didYouMean('$neq', ['$eq', '$ne', '$gte'])).toBe(', did you mean "$ne"?');
  });

  it.each(['tour', '', 'x'.repeat(10_000)])('to %.10s is none', (name) => expect(didYouMean(name, names)).toBe(''));
});
