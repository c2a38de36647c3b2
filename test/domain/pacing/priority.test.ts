import type { LedgerEntry, NudgeStatus } from '../../../domain/pacing/ledger.ts';
import type { Cap } from '../../../domain/pacing/policy.ts';
import { day, hour, minute } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';
import { ask, entryOf, policyOf, templateOf } from '../../support/pacing.ts';

const order = ['trial', 'onboarding', 'digest'];
const oneADay: Cap = { id: 'one', of: {}, max: 1, per: { kind: 'rolling', length: day } };

interface Ranked {
  readonly tags?: readonly string[];
  readonly priority?: number;
}

function asked(own: Ranked, others: readonly LedgerEntry[], rules: { caps?: readonly Cap[]; gap?: number } = {}) {
  const policy = policyOf({ caps: [oneADay], priority: order, ...rules });
  return ask({ template: templateOf('tip', own), ledger: others, policy });
}

const onboarding: Ranked = { tags: ['onboarding'] };

describe('a nudge takes the room of another one', () => {
  it.each<[string, Ranked, Ranked, NudgeStatus, 'displaces' | 'is held']>([
    ['that is less important and between two attempts', { tags: ['trial'] }, onboarding, 'reserved', 'displaces'],
    ['without a tag of the list', { tags: ['digest'] }, { tags: ['other'] }, 'reserved', 'displaces'],
    ['by its most important tag', { tags: ['x', 'digest', 'trial'] }, onboarding, 'reserved', 'displaces'],
    ['by its template’s priority', { tags: ['trial'], priority: 5 }, { tags: ['trial'], priority: 4 }, 'reserved', 'displaces'],
    ['by its template’s priority where neither has a tag', { priority: 1 }, {}, 'reserved', 'displaces'],
    ['but not of its equal', onboarding, onboarding, 'reserved', 'is held'],
    ['but not of a more important one', { tags: ['digest'], priority: 1000 }, onboarding, 'reserved', 'is held'],
    ['but never of one under way', { tags: ['trial'] }, onboarding, 'sending', 'is held'],
    ['but never of one that may have gone out', { tags: ['trial'] }, onboarding, 'unknown', 'is held'],
    ['but never of one that went out', { tags: ['trial'] }, onboarding, 'sent', 'is held'],
  ])('%s: %j, %j, %s', (...[, own, other, status, expected]) => {
    const entry = entryOf('other', { ...other, status, at: monday - hour });
    const answer = asked(own, [entry]);
    if (expected === 'displaces') expect(answer).toMatchObject({ kind: 'go', displaced: ['other'] });
    else expect(answer).toMatchObject({ kind: 'hold', until: monday + 23 * hour });
    const gap = asked(own, [entry], { caps: [], gap: 2 * hour });
    if (expected === 'displaces') expect(gap).toMatchObject({ kind: 'go', displaced: ['other'] });
    else expect(gap).toMatchObject({ kind: 'hold', until: monday + hour });
  }); // prettier-ignore

  it('as many as it needs, the least important and newest first', () => {
    const reserved = (name: string, tags: readonly string[], before: number): LedgerEntry =>
      entryOf(name, { tags, status: 'reserved', at: monday - before });
    const others = [reserved('digest', ['digest'], 3), reserved('older', [], 2), reserved('newer', [], 1), entryOf('sent')];
    const caps = (max: number): readonly Cap[] => [{ ...oneADay, max }];
    expect(asked({ tags: ['trial'] }, others, { caps: caps(4) })).toMatchObject({ displaced: ['newer'] });
    expect(asked({ tags: ['trial'] }, others, { caps: caps(3) })).toMatchObject({ displaced: ['newer', 'older'] });
    expect(asked({ tags: ['trial'] }, others, { caps: caps(2) })).toMatchObject({ displaced: ['newer', 'older', 'digest'] });
    expect(asked({ tags: ['trial'] }, others, { caps: caps(1) })).toMatchObject({ kind: 'hold' });
    expect(asked({ tags: ['trial'] }, others, { caps: caps(5) })).toMatchObject({ displaced: [] });
  }); // prettier-ignore

  it('of none while it is held anyway', () => {
    const others = [entryOf('other', { status: 'reserved', at: monday }), entryOf('sent', { channel: 'in-app' })];
    const caps: readonly Cap[] = [oneADay, { ...oneADay, id: 'messages', of: { category: 'onboarding' } }];
    expect(asked({ tags: ['trial'] }, others, { caps })).toMatchObject({ kind: 'hold' });
  });
});

describe('a nudge yields', () => {
  const claim = (other: Partial<LedgerEntry> = {}): LedgerEntry =>
    entryOf('trial-ends', { tags: ['trial'], status: 'held', at: monday - minute, ...other });

  it.each<[string, LedgerEntry, boolean]>([
    ['to a more important claim that is due', claim(), true],
    ['to one that is due now', claim({ at: monday }), true],
    ['to one that has been due for an hour', claim({ at: monday - hour }), true],
    ['to none that has been due for longer', claim({ at: monday - hour - 1 }), false],
    ['to none that is not due yet', claim({ at: monday + 1 }), false],
    ['to none of its equals', claim({ tags: ['onboarding'] }), false],
    ['to none that is less important', claim({ tags: ['digest'] }), false],
    ['to none that counts in no cap', claim({ transactional: true }), false],
  ])('%s', (_, other, yields) => {
    const answer = asked(onboarding, [other]);
    if (!yields) {
      expect(answer.kind).toBe('go');
      return;
    }
    const due = other.at === monday ? '09:00' : other.at === monday - hour ? '08:00' : '08:59';
    expect(answer).toMatchObject({
      kind: 'hold',
      until: monday + day,
      because: [`one: 0 of 1 in 1 day used, trial-ends goes first, due at ${due}`],
    });
  });

  it('to none of another cap, and to none where there is room for both', () => {
    const caps: readonly Cap[] = [{ ...oneADay, of: { channel: 'email' } }];
    expect(asked(onboarding, [claim({ channel: 'in-app' })], { caps }).kind).toBe('go');
    expect(asked(onboarding, [claim()], { caps: [{ ...oneADay, max: 2 }] }).kind).toBe('go');
  });

  it('to none in what room its enrolment has, which never comes back', () => {
    const caps: readonly Cap[] = [{ ...oneADay, per: { kind: 'enrolment' } }];
    expect(asked(onboarding, [claim({ course: 'test' })], { caps }).kind).toBe('go');
  });

  it('in the gap, too', () => {
    expect(asked(onboarding, [claim()], { caps: [], gap: 2 * hour })).toMatchObject({
      kind: 'hold',
      until: monday + 2 * hour,
      because: ['gap 2 h: trial-ends goes first, due at 08:59'],
    });
  });
});
