import { durationWords, parseDuration } from '../../../domain/time/duration.ts';
import { day, hour, minute, second } from '../../../domain/time/instant.ts';

describe('an authored duration', () => {
  it.each([
    ['10s', 10 * second],
    ['90m', 90 * minute],
    ['36h', 36 * hour],
    ['3d', 3 * day],
    ['2w', 14 * day],
    ['0d', 0],
  ])('%s', (text, duration) => expect(parseDuration(text)).toBe(duration));

  it.each(['', '3', 'd', '3 d', '3days', '-3d', '1.5h', '2h30m', '3D', '1234567s', ' 3d', '3d\n'])(
    'is not %p',
    (text) => expect(parseDuration(text)).toBeNull(),
  );
});

describe('a duration in words', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [10 * second, '10 s'],
    [45 * minute, '45 min'],
    [90 * minute, '1 h 30 min'],
    [day, '1 day'],
    [36 * hour, '1 day 12 h'],
    [3 * day, '3 days'],
    [3 * day + 5 * minute, '3 days'],
    [14 * day, '14 days'],
  ])('%d ms', (duration, words) => expect(durationWords(duration)).toBe(words));
});
