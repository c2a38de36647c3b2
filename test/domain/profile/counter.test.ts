import fc from 'fast-check';
import { apply, newProfile } from '../../../domain/profile/apply.ts';
import { counterWith, type DaysKept } from '../../../domain/profile/counter.ts';
import type { EventCounter } from '../../../domain/profile/profile.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';

function counterOf(instants: readonly Instant[], window: number | undefined, start?: EventCounter): EventCounter {
  return instants.reduce<EventCounter | undefined>((counter, at) => counterWith(counter, at, window), start)!;
}

describe('the whole days of a counter', () => {
  it('are not counted where nobody asks for them', () => {
    expect(counterOf([monday], undefined)).not.toHaveProperty('days');
  });

  it('are those that the longest window can touch, by UTC', () => {
    const { days } = counterOf(
      [monday - 8 * day, monday - 7 * day, monday, monday + hour, monday + 15 * hour],
      7 * day,
    );
    expect(days).toEqual({ '2026-02-23': 1, '2026-03-02': 2, '2026-03-03': 1 });
  });

  it('begin with the newest timestamps where a later release is the first to ask', () => {
    const before = counterOf([monday - day, monday, monday], undefined);
    expect(counterWith(before, monday, 7 * day).days).toEqual({ '2026-03-01': 1, '2026-03-02': 3 });
  });

  it('are counted on when the current release no longer asks: an enrolment may be pinned to one that does', () => {
    const before = counterOf([monday], 7 * day);
    expect(counterOf([monday], undefined, before).days).toEqual({ '2026-03-02': 2 });
  });

  it('are the same in whatever order the events are folded, and every event in the window is in them', () => {
    const kept: DaysKept = new Map([['Opened', 7 * day]]);
    const at = fc.integer({ min: monday - 20 * day, max: monday });
    const shuffled = fc
      .array(at, { minLength: 1, maxLength: 60 })
      .chain((instants) =>
        fc.tuple(fc.constant(instants), fc.shuffledSubarray(instants, { minLength: instants.length })),
      );
    const fold = (instants: readonly Instant[]): EventCounter =>
      instants.reduce(
        (profile, each) => apply(profile, eventOf('bo', 'Opened', { at: each }), { days: kept }),
        newProfile('bo'),
      ).events.Opened!;
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const counter = fold(one);
        expect(fold(other)).toEqual(counter);
        const first = Math.floor((counter.last - 7 * day) / day) * day;
        const whole = Object.entries(counter.days!).filter(([date]) => Date.parse(date) >= first);
        expect(whole.reduce((sum, [, times]) => sum + times, 0)).toBe(one.filter((each) => each >= first).length);
      }),
    );
  });
});
