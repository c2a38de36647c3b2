import type { Admission } from '../../../domain/pacing/admit.ts';
import type { LedgerEntry } from '../../../domain/pacing/ledger.ts';
import type { Cap } from '../../../domain/pacing/policy.ts';
import { day, hour, minute, second, type Instant } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { ask, booked, entryOf, hoursOf, policyOf, templateOf } from '../../support/pacing.ts';

const spread = 15 * minute;
const policy = policyOf({ spread });
const quiet = [hoursOf({ from: 21 * 60, to: 8 * 60 })];
const oneADay: Cap = { id: 'one', of: {}, max: 1, per: { kind: 'calendar', unit: 'day' } };
const users = Array.from({ length: 300 }, (_, index) => `user-${index}`);

function untilOf(admission: Admission, now: Instant): Instant {
  return admission.kind === 'hold' ? admission.until : now;
}

/** How many of the instants are in each fifth of a span. */
function fifths(instants: readonly Instant[], from: Instant, span: number): readonly number[] {
  return [0, 1, 2, 3, 4].map((fifth) => {
    return instants.filter((at) => Math.floor(((at - from) / span) * 5) === fifth).length;
  });
}

function claimOf(admission: Admission): readonly LedgerEntry[] {
  return admission.kind === 'hold' ? [booked(admission.entry, 'held')] : [];
}

describe('spreading', () => {
  it('gives each user an instant of their own, once', () => {
    const instants = users.map((user) => {
      const asked = { user, policy, timed: true };
      const first = ask(asked);
      if (first.kind !== 'hold') return monday;
      expect(first).toMatchObject({ spread: true, because: ['spread over 15 min'], entry: { spread: true, at: first.until } });
      expect(ask({ ...asked, ledger: claimOf(first), now: first.until }).kind).toBe('go');
      return first.until;
    }); // prettier-ignore
    expect(Math.min(...fifths(instants, monday, spread))).toBeGreaterThan(30);
    expect(Math.max(...instants)).toBeLessThan(monday + spread);
  });

  it('goes not beyond the time for which its step lets it wait, or nobody would get it', () => {
    const heldUntil = monday + 10 * minute;
    const asked = { policy, timed: true, heldUntil };
    const instants = users.map((user) => untilOf(ask({ user, ...asked }), monday));
    expect(Math.min(...fifths(instants, monday, 10 * minute))).toBeGreaterThan(30);
    expect(Math.max(...instants)).toBeLessThan(heldUntil);
    for (const user of users) expect(ask({ user, ...asked, heldUntil: monday }).kind).toBe('go');
  });

  it('stays where it was told to only if that is still before the end of its wait', () => {
    const late = users.find((user) => untilOf(ask({ user, policy, timed: true }), monday) > monday + 12 * minute) ?? '';
    const first = ask({ user: late, policy, timed: true });
    const now = monday + minute;
    const looked = ask({
      user: late,
      policy,
      timed: true,
      now,
      ledger: claimOf(first),
      heldUntil: monday + 10 * minute,
    });
    expect(untilOf(looked, now)).toBeLessThan(monday + 10 * minute);
  });

  it('leaves alone what an event has caused', () => {
    expect(ask({ policy }).kind).toBe('go');
  });

  it('leaves a pause alone, whose claims would keep others waiting in between', () => {
    const paused = { what: { kind: 'everything' }, then: 'hold', at: monday - hour, by: 'kim', reason: 'x' } as const;
    expect(ask({ policy, switches: [paused], timed: true })).not.toHaveProperty('spread');
  });

  it('moves the end of a hold, too', () => {
    const now = Date.UTC(2026, 2, 4, 22);
    const end = Date.UTC(2026, 2, 5, 8);
    const held = ask({ now, policy: { ...policy, quiet }, timed: true });
    expect(held).toMatchObject({
      kind: 'hold',
      spread: true,
      because: ['quiet hours 21:00–08:00', 'spread over 15 min'],
    });
    expect(held.kind === 'hold' && held.until > end && held.until < end + spread).toBe(true);
  });

  it('moves the end of every hold, however often it was moved before', () => {
    const rules = { ...policy, quiet, caps: [oneADay] };
    const ends = users.map((user) => {
      const first = ask({ user, policy: rules, timed: true });
      const now = untilOf(first, monday);
      const ledger = [...claimOf(first), entryOf('other', { at: monday + second })];
      return untilOf(ask({ user, policy: rules, timed: true, now, ledger }), now);
    });
    const morning = Date.UTC(2026, 2, 3, 8);
    expect(Math.min(...fifths(ends, morning, spread))).toBeGreaterThan(30);
  });

  it.each([
    ['quiet hours', { quiet }],
    ['the end of those allowed', { allowed: [hoursOf({ from: 8 * 60, to: 21 * 60 })] }],
    ['the end of those allowed that go on in others', { allowed: [hoursOf({ from: 8 * 60, to: 20 * 60 + 55 }), hoursOf({ from: 20 * 60, to: 21 * 60 })] }],
  ])('before %s goes as far as there is time', (_, rules) => {
    const now = Date.UTC(2026, 2, 4, 20, 50);
    const instants = users.map((user) => untilOf(ask({ user, now, policy: { ...policy, ...rules }, timed: true }), now));
    expect(Math.min(...fifths(instants, now, 10 * minute))).toBeGreaterThan(30);
    expect(Math.max(...instants)).toBeLessThan(now + 10 * minute);
  }); // prettier-ignore

  it('keeps its instant when it is looked at before', () => {
    const late = users.find((user) => untilOf(ask({ user, policy, timed: true }), monday) > monday + minute) ?? '';
    const first = ask({ user: late, policy, timed: true });
    const looked = ask({ user: late, policy, timed: true, now: monday + minute, ledger: claimOf(first) });
    expect(looked).toMatchObject({ kind: 'hold', until: untilOf(first, monday), entry: { due: monday } });
  });

  it('that was for a later day is told anew when the day has room after all', () => {
    const held = ask({ policy: { ...policy, caps: [oneADay] }, timed: true, ledger: [entryOf('other')] });
    expect(untilOf(held, monday)).toBeGreaterThan(monday + 14 * hour);
    const now = monday + 12 * hour;
    const mended = ask({ policy, timed: true, now, ledger: claimOf(held) });
    expect(untilOf(mended, now)).toBeLessThan(now + spread);
  });
});

describe('two nudges of a user that a timer makes due at one instant', () => {
  const rules = policyOf({ spread, caps: [oneADay], priority: ['trial', 'digest'] });
  const trial = { template: templateOf('trial', { tags: ['trial'] }), course: 'a', key: 'a/bo/1/trial/0' };
  const digest = { template: templateOf('digest', { tags: ['digest'] }), course: 'b', key: 'b/bo/1/digest/0' };

  it.each([0, 40, -40])('go in the order of their importance, also where one asks %i ms after the other', (apart) => {
    for (const user of users) {
      const asked = { user, policy: rules, timed: true };
      const [one, two] = [ask({ ...asked, ...trial, now: monday + apart }), ask({ ...asked, ...digest })];
      if (one.kind !== 'hold' || two.kind !== 'hold') continue;
      const ledger = [...claimOf(one), ...claimOf(two)];
      expect(Math.abs(two.until - one.until)).toBe(Math.abs(apart));
      const less = ask({ ...asked, ...digest, now: two.until, ledger });
      expect(less).toMatchObject({ kind: 'hold', behind: true });
      expect(untilOf(less, 0)).toBeGreaterThan(monday + 14 * hour);
      expect(ask({ ...asked, ...trial, now: one.until, ledger: [...claimOf(one), ...claimOf(less)] }).kind).toBe('go');
    }
  });

  it('leave no room to what an event causes before the more important one goes', () => {
    const user = users.find((each) => untilOf(ask({ user: each, policy, timed: true }), monday) > monday + minute);
    const one = ask({ user: user ?? '', policy: rules, timed: true, ...trial });
    const less = ask({ user: user ?? '', policy: rules, ...digest, now: monday + minute, ledger: claimOf(one) });
    expect(less).toMatchObject({ kind: 'hold', until: monday - 9 * hour + day });
  });
});
