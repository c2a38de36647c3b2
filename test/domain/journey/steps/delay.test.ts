import { eventOf, monday } from '../../../support/event.ts';
import { programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked, type Deed } from '../../../support/play.ts';
import { releaseOf } from '../../../support/release.ts';
import { delayBy, send } from '../../../support/steps.ts';
import { day, hour, minute } from '../../../../domain/time/instant.ts';
import { simulate } from '../../../../domain/simulation/simulate.ts';
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

describe('a user who travels during a delay until a time of day', () => {
  const program = (minutes: number) =>
    programOf([delayBy({ kind: 'time', minutes, weekdays: everyDay }, { next: 1 }), send('a')]);

  // It is 10:00 in Berlin, 04:00 in New York and 22:00 in Auckland when they sign up.
  it.each([
    { from: 'Europe/Berlin', to: 'Pacific/Auckland', when: '1h', minutes: nine, expected: 'a +11h' },
    { from: 'Europe/Berlin', to: 'America/Los_Angeles', when: '1h', minutes: nine, expected: 'a +8h' },
    { from: 'America/New_York', to: 'UTC', when: '30m', minutes: nine + 30, expected: 'a +30m' },
    { from: 'America/New_York', to: 'UTC', when: '1h', minutes: nine + 30, expected: 'a +1d 30m' },
  ])('gets it by the clocks there: $to after $when', ({ from, to, when, minutes, expected }) => {
    const played = play([program(minutes)], { traits: { timezone: from }, deeds: [[null, when, { timezone: to }]] });
    expect(sent(played)).toEqual([expected]);
  });

  it('is seen by the context of whatever they do', () => {
    const first = eventOf('bo', 'Signed Up', { at: monday, context: { timezone: 'Europe/Berlin' } });
    const then = eventOf('bo', 'Opened', { at: monday + hour, context: { timezone: 'Pacific/Auckland' } });
    const known = eventOf('bo', null, { at: monday - 1, traits: { email: 'bo@acme.test', timezone: 'UTC' } });
    for (const events of [
      [known, first, then],
      [known, { ...first, context: {} }, then],
    ]) {
      const { nudges } = simulate({ release: releaseOf([program(nine)]), user: 'bo', events });
      expect(nudges.map(({ at }) => at - monday)).toEqual([11 * hour]);
    }
  });

  it('and back is not held up by where they have been', () => {
    const deeds: Deed[] = [
      [null, '1h', { timezone: 'UTC' }],
      [null, '2h', { timezone: 'America/New_York' }],
    ];
    const played = play([program(nine + 30)], { traits: { timezone: 'America/New_York' }, deeds });
    expect(sent(played)).toEqual(['a +5h 30m']);
  });

  it('is not sent in the night by what is looked at meanwhile', () => {
    const leaving = { ...program(nine + 30), leave: [{ kind: 'event', on: 'Gone' } as const] };
    const travels = { traits: { timezone: 'America/New_York' }, deeds: [[null, '1h', { timezone: 'UTC' }]] as Deed[] };
    const { user } = play([leaving], { ...travels, until: monday + 2 * hour });
    expect(user.visits.test!.decision!.effect).toMatchObject({ until: monday + day + 30 * minute });
    // Whatever asks then, the delay counts from where it began anew.
    expect(user.visits.test!.decision!.state.since).toBe(monday + hour);
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
  ])('follows a date that is moved %s meanwhile', (_, moved, expected) => {
    const program = programOf([delayBy(rule, { next: 1 }), send('a')]);
    const traits = { trialEndsAt: '2026-03-14', timezone: 'UTC' };
    const played = play([program], { traits, deeds: [[null, '1d', { trialEndsAt: moved }]] });
    expect(sent(played)).toEqual([expected]);
  });

  const both = programOf([delayBy(rule, { next: 1 }), send('a', { next: 2 }), send('b')]);
  const now = programOf([delayBy({ ...rule, past: 'now' }, { next: 1 }), send('a', { next: 2 }), send('b')]);

  it.each([
    { to: 'into the past, `past: skip`', program: both, moved: '2026-03-04', expected: ['b +1d'] },
    { to: 'into the past, `past: now`', program: now, moved: '2026-03-04', expected: ['a +1d', 'b +1d'] },
    { to: 'to this very instant', program: both, moved: '2026-03-06T09:00:00Z', expected: ['a +1d', 'b +1d'] },
    { to: 'away', program: both, moved: null, expected: ['b +1d'] },
  ])('that is moved while it lasts is past as at its arrival: $to', ({ program, moved, expected }) => {
    const traits = { trialEndsAt: '2026-03-14', timezone: 'UTC' };
    expect(sent(play([program], { traits, deeds: [[null, '1d', { trialEndsAt: moved }]] }))).toEqual(expected);
  });

  it('is in the zone where the user is by then', () => {
    const traits = { trialEndsAt: '2026-03-14', timezone: 'UTC' };
    const deeds: Deed[] = [[null, '1d', { timezone: 'America/New_York' }]];
    expect(sent(play([both], { traits, deeds }))).toEqual(['a +9d 4h', 'b +9d 4h']);
    const east: Deed[] = [[null, '1d', { timezone: 'Pacific/Auckland' }]];
    expect(sent(play([both], { traits, deeds: east }))).toEqual(['a +8d 11h', 'b +8d 11h']);
  });
});
