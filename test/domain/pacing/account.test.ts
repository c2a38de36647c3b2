import { accountOf } from '../../../domain/pacing/account.ts';
import type { LedgerEntry } from '../../../domain/pacing/ledger.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { factsOf } from '../../support/facts.ts';
import { entryOf, hoursOf, policyOf } from '../../support/pacing.ts';

const now = Date.UTC(2026, 2, 4, 13, 2);
const sent = (name: string, before: number, other: Partial<LedgerEntry> = {}): LedgerEntry =>
  entryOf(name, { nudge: `onboarding/bo/1/${name}/0`, at: now - before, local: now - before + hour, ...other });

const ledger = [
  sent('welcome', 40 * hour, { course: 'onboarding' }),
  sent('receipt', 3 * hour, { transactional: true }),
  sent('failed', 2 * hour, { status: 'failed' }),
  sent('trial-ends', hour, { course: 'onboarding' }),
  sent('later', -20 * hour, { status: 'held' }),
  sent('video-tour', -18 * hour, { status: 'held' }),
];
const [welcome, , , trialEnds, later, videoTour] = ledger;

const policy = policyOf({
  caps: [
    { id: 'email-day', of: { channel: 'email' }, max: 1, per: { kind: 'calendar', unit: 'day' } },
    { id: 'all-week', of: {}, max: 2, per: { kind: 'rolling', length: 7 * day } },
    { id: 'messages', of: { channel: 'in-app' }, max: 3, per: { kind: 'calendar', unit: 'hour' } },
    { id: 'visit', of: {}, max: 2, per: { kind: 'enrolment' } },
  ],
  gap: 2 * hour,
  quiet: [hoursOf({ from: 21 * 60, to: 8 * 60 }), hoursOf({ days: [3], then: 'skip' }), hoursOf({ countries: ['FR'] })],
  allowed: [hoursOf({})],
});

const facts = factsOf({ traits: { timezone: 'Europe/Berlin' } });

function account(at = now, other: Partial<Parameters<typeof accountOf>[0]> = {}): ReturnType<typeof accountOf> {
  return accountOf({ ledger, enrolments: [], policy, facts, zone: 'UTC', now: at, ...other });
}

describe('a user’s pacing account', () => {
  it('tells of each cap what was used, by what, what is left and when there will be room', () => {
    expect(account().caps.map(({ id, used, by, room, roomAt }) => [id, used, by, room, roomAt])).toEqual([
      ['email-day', 1, [trialEnds], 0, Date.UTC(2026, 2, 4, 23)],
      ['all-week', 2, [welcome, trialEnds], 0, now - 40 * hour + 7 * day],
      ['messages', 0, [], 3, now],
      ['visit', 2, [welcome, trialEnds], 0, null],
    ]);
    expect(account().caps[3]?.enrolment).toEqual({ course: 'onboarding', visit: 1 });
  });

  it('tells of each enrolment under way what it may still get, once', () => {
    const enrolments = [
      { course: 'onboarding', visit: 1 },
      { course: 'team-tips~1f', visit: 2 },
    ];
    const visits = account(now, { enrolments }).caps.slice(3);
    expect(visits.map(({ enrolment, used, room }) => [enrolment, used, room])).toEqual([
      [enrolments[0], 2, 0],
      [enrolments[1], 0, 2],
    ]);
  });

  it('tells those apart that two users had of one number before they became one', () => {
    const theirs = sent('tour', 2 * hour, { course: 'onboarding', nudge: 'onboarding/device/7/1/tour/0' });
    const enrolments = [{ course: 'onboarding', visit: 1, origin: 'device/7' }];
    const visits = account(now, { ledger: [...ledger, theirs], enrolments }).caps.slice(3);
    expect(visits.map(({ enrolment, by }) => [enrolment, by])).toEqual([
      [{ course: 'onboarding', visit: 1 }, [welcome, trialEnds]],
      [enrolments[0], [theirs]],
    ]);
  });

  it('has no room where more may be used than is still known', () => {
    const at = now - hour;
    const forgot = { at, local: at + hour };
    const [, week] = account(now, { ledger: [sent('old', 5 * day, { forgot })] }).caps;
    expect(week).toMatchObject({ used: 1, room: 0, roomAt: at + 7 * day });
  });

  it('tells until when the gap lasts, while it does', () => {
    expect(account().gap).toEqual({ until: now + hour, after: trialEnds });
    expect(account(now + hour).gap).toBeNull();
  });

  it('tells which hours are on where the user is, and when that changes', () => {
    expect(account().quiet.map(({ words, now: on, next }) => [words, on, next])).toEqual([
      ['quiet hours 21:00–08:00', false, Date.UTC(2026, 2, 4, 20)],
      ['quiet all day on Wed', true, Date.UTC(2026, 2, 4, 23)],
    ]);
    expect(account().allowed).toMatchObject([{ now: true, next: null }]);
  });

  it('tells what is held, the next first', () => {
    expect(account().claims).toEqual([videoTour, later]);
  });
});
