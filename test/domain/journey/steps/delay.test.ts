import { monday } from '../../../support/event.ts';
import { programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked } from '../../../support/play.ts';
import { delayBy, send } from '../../../support/steps.ts';
import { day, hour, minute } from '../../../../domain/time/instant.ts';
import type { DelayRule } from '../../../../domain/journey/program.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;
const nine = 9 * 60;

function delayed(rule: DelayRule, traits: JsonObject = {}) {
  return play([programOf([delayBy(rule, { next: 1 }), send('a', { next: 2 }), send('b')])], { traits });
}

describe('a delay until a time of day', () => {
  // Everybody signs up on Monday at 09:00 UTC.
  it.each([
    { timezone: 'UTC', minutes: 9 * 60 + 30, weekdays: everyDay, expected: 30 * minute },
    { timezone: 'UTC', minutes: nine, weekdays: everyDay, expected: day },
    { timezone: 'UTC', minutes: 8 * 60, weekdays: [1] as const, expected: 7 * day - hour },
    { timezone: 'Europe/Berlin', minutes: nine, weekdays: everyDay, expected: 23 * hour },
    { timezone: 'America/New_York', minutes: nine, weekdays: everyDay, expected: 5 * hour },
    { timezone: 'Asia/Kathmandu', minutes: nine, weekdays: everyDay, expected: 18 * hour + 15 * minute },
    { timezone: 'America/Los_Angeles', minutes: 20 * 60, weekdays: [5] as const, expected: 4 * day + 19 * hour },
    { timezone: 'Nowhere/At All', minutes: nine, weekdays: everyDay, expected: 23 * hour },
  ])('ends for somebody in $timezone at minute $minutes on $weekdays', ({ timezone, minutes, weekdays, expected }) => {
    const played = delayed({ kind: 'time', minutes, weekdays }, { timezone });
    expect(played.nudges[0]!.at - monday).toBe(expected);
  });
});

describe('a delay until a date of the user’s', () => {
  const rule = { kind: 'trait', path: 'trialEndsAt', offset: -3 * day, minutes: nine, past: 'skip' } as const;

  it.each<{ what: string; trialEndsAt: Json; timezone?: string; expected: string[] }>([
    {
      what: 'a day of the user’s own zone',
      trialEndsAt: '2026-03-14',
      timezone: 'America/New_York',
      expected: ['a +9d 4h', 'b +9d 4h'],
    },
    { what: 'a date with its time', trialEndsAt: '2026-03-14T12:00:00Z', expected: ['a +9d', 'b +9d'] },
    { what: 'milliseconds since the epoch', trialEndsAt: Date.UTC(2026, 2, 14, 12), expected: ['a +9d', 'b +9d'] },
    { what: 'just in time, which is not past', trialEndsAt: '2026-03-05', expected: ['a', 'b'] },
    { what: 'past: the step after it is skipped', trialEndsAt: '2026-03-04', expected: ['b'] },
    { what: 'no date', trialEndsAt: 'soon', expected: ['b'] },
    { what: 'a number that is no date', trialEndsAt: 1e300, expected: ['b'] },
    { what: 'nothing', trialEndsAt: null, expected: ['b'] },
  ])('$what: $trialEndsAt', ({ trialEndsAt, timezone = 'UTC', expected }) => {
    expect(sent(delayed(rule, { trialEndsAt, timezone }))).toEqual(expected);
  });

  it('goes on at once with `past: now`', () => {
    expect(sent(delayed({ ...rule, past: 'now' }, { trialEndsAt: '2026-03-04', timezone: 'UTC' }))).toEqual(['a', 'b']);
  });

  it('says that it was past', () => {
    const played = delayed(rule, { trialEndsAt: '2026-03-04', timezone: 'UTC' });
    expect(walked(played)).toContain('pause skipped');
    expect(reasons(played, 'pause')).toEqual(['delay until trait: past']);
  });

  it.each([
    ['later', '2026-03-16', 'a +11d'],
    ['earlier', '2026-03-10', 'a +5d'],
    ['into the past', '2026-03-04', 'a +1d'],
  ])('follows a date that is moved %s meanwhile', (_, moved, expected) => {
    const program = programOf([delayBy(rule, { next: 1 }), send('a')]);
    const traits = { trialEndsAt: '2026-03-14', timezone: 'UTC' };
    const played = play([program], { traits, deeds: [[null, '1d', { trialEndsAt: moved }]] });
    expect(sent(played)).toEqual([expected]);
  });
});
