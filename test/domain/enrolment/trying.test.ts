import { isInTime, isWorthAnother } from '../../../domain/enrolment/trying.ts';
import { second } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

describe('an attempt to deliver', () => {
  it.each([
    [0, true],
    [44, true],
    [44.001, false],
    [90, false],
  ])('that begins %d s after the first was asked for is over within the minute: %s', (spent, is) => {
    expect(isInTime({ attempt: 2, since: monday }, monday + spent * second)).toBe(is);
  });

  it.each([
    ['the first, refused at once', 1, 0, null, true],
    ['the first, given up after 16 s', 1, 16, null, true],
    ['the second, given up after 16 s', 2, 33, null, true],
    ['the third, given up after 16 s', 3, 51, null, false],
    ['the fifth, all of them refused at once', 5, 15, null, true],
    ['the sixth, all of them refused at once', 6, 31, null, false],
    ['the first, which is asked for 44 s of patience', 1, 0, 44, true],
    ['the first, which is asked for 45 s of patience', 1, 0, 45, false],
    ['the first, which has waited for its slot for a minute', 1, 60, null, false],
  ])('leaves time for another one: %s', (...[, attempt, spent, pause, is]) => {
    const now = monday + spent * second;
    expect(isWorthAnother({ attempt, since: monday }, pause === null ? null : pause * second, now)).toBe(is);
  });
});
