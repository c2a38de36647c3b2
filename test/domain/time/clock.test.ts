import fc from 'fast-check';
import {
  asOfEvent,
  asOfTimer,
  demonstrationClock,
  passes,
  realClock,
  type DemonstrationTime,
} from '../../../domain/time/clock.ts';
import { day, hour, minute, second } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

const noon = monday + 3 * hour;
/** A day in five seconds, running since noon (real) from Monday 09:00 (its own). */
const running: DemonstrationTime = {
  shows: monday,
  since: noon,
  speed: day / (5 * second),
  barrier: null,
  held: [],
  seen: monday,
};

describe('the real clock', () => {
  it('shows real time, and meets an instant when it comes, or now', () => {
    expect(realClock.at(noon, 'bo')).toBe(noon);
    expect([realClock.real(noon + hour, noon, 'bo'), realClock.real(noon - hour, noon, 'bo')]).toEqual([
      noon + hour,
      noon,
    ]);
  });
});

describe('the demonstration’s clock', () => {
  it.each([
    ['stands still before it begins', { ...running, since: null }, noon + day, monday],
    ['shows its instant when it begins', running, noon, monday],
    ['does not run backwards before that', running, noon - second, monday],
    ['shows a day later after five seconds', running, noon + 5 * second, monday + day],
    ['does not pass its barrier', { ...running, barrier: monday + hour }, noon + 5 * second, monday + hour],
    ['runs up to its barrier', { ...running, barrier: monday + 2 * day }, noon + 5 * second, monday + day],
  ])('%s', (...[, time, real, shown]) => {
    expect(demonstrationClock(() => time).at(real, 'bo')).toBe(shown);
  });

  it('does not pass, for a user, an event of theirs that was not taken yet; for others it runs on', () => {
    const clock = demonstrationClock(() => ({ ...running, held: [['bo', monday + hour]] }));
    const inAWhile = noon + 5 * second;
    expect([clock.at(inAWhile, 'bo'), clock.at(inAWhile, 'di')]).toEqual([monday + hour, monday + day]);
    expect(clock.real(monday + day, inAWhile, 'bo')).toBe(inAWhile + second);
    expect(clock.real(monday + day, inAWhile, 'di')).toBe(inAWhile);
  });

  it('expects an instant when it would show it', () => {
    const clock = demonstrationClock(() => running);
    expect(clock.real(monday + day, noon, 'bo')).toBe(noon + 5 * second);
    expect(clock.real(monday - day, noon, 'bo')).toBe(noon);
  });

  it('can be told not to pass an instant, unless that is ten minutes of real time ago', () => {
    const clock = demonstrationClock(() => running).notPast?.(monday + hour) ?? realClock;
    const inAWhile = noon + 5 * second;
    expect(clock.at(inAWhile, 'bo')).toBe(monday + hour);
    expect(clock.real(monday + day, inAWhile, 'bo')).toBe(inAWhile + second);
    expect(clock.at(noon + 11 * minute, 'bo')).toBe(monday + 132 * day);
    expect(realClock.notPast).toBeUndefined();
  });

  it('looks again a little later where a barrier stands before the instant', () => {
    const clock = demonstrationClock(() => ({ ...running, barrier: monday + hour }));
    expect(clock.real(monday + day, noon + 10 * second, 'bo')).toBe(noon + 11 * second);
  });

  it('follows what it reads', () => {
    let time: DemonstrationTime = running;
    const clock = demonstrationClock(() => time);
    time = { ...running, shows: monday + 7 * day };
    expect(clock.at(noon, 'bo')).toBe(monday + 7 * day);
  });

  it('has shown an instant when the real instant comes that was expected for it', () => {
    const offset = fc.integer({ min: 0, max: 400 * day });
    fc.assert(
      fc.property(offset, fc.integer({ min: 1, max: 100_000 }), (later, speed) => {
        const time = { ...running, speed };
        expect(demonstrationClock(() => time).at(passes(time, monday + later), 'bo')).toBeGreaterThanOrEqual(
          monday + later,
        );
      }),
    );
  });
});

describe('the instant as of which to decide', () => {
  it.each([
    ['at the event, when it is decided at once', noon, noon, noon],
    ['at the event, up to 2 s later', noon, noon + 2 * second, noon],
    ['now, when the event was longer ago', noon, noon + 2 * second + 1, noon + 2 * second + 1],
  ])('of an event is %s', (...[, event, now, expected]) => {
    expect(asOfEvent(realClock, event, now)).toBe(expected);
  });

  it.each([
    ['when it was due, although it fired 2 s late', noon, noon + 2 * second, noon],
    ['now, when it fired much later', noon, noon + minute, noon + minute],
    ['when it was due, although it fired up to 2 s early', noon, noon - 2 * second, noon],
    ['now, when it fired too early', noon, noon - 2 * second - 1, noon - 2 * second - 1],
  ])('of a timer is %s', (...[, due, now, expected]) => {
    expect(asOfTimer(realClock, due, now)).toBe(expected);
  });

  it('of a timer of the demonstration is never before its time: an event may come in between', () => {
    const clock = demonstrationClock(() => running);
    expect(asOfTimer(clock, noon, noon - 1)).toBe(noon - 1);
    expect(asOfTimer(clock, noon, noon + 10 * minute)).toBe(noon);
  });
});
