import fc from 'fast-check';
import type { LedgerEntry, NudgeStatus } from '../../../domain/pacing/ledger.ts';
import { prune } from '../../../domain/pacing/prune.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { localOf } from '../../../domain/time/zoned.ts';
import { policies, zones } from '../../support/arbitrary-pacing.ts';
import { ask, entryOf, policyOf, templateOf } from '../../support/pacing.ts';
import { runs } from '../condition/runs.ts';

/** Late in a month, of which much is to be counted still. */
const monday = Date.UTC(2026, 2, 30, 9);

const statuses = [
  'sent',
  'sent',
  'unknown',
  'sending',
  'reserved',
  'held',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'failed',
  'skipped',
] as const;

const entries = fc.record({
  ago: fc.integer({ min: 0, max: 60 * 24 }),
  zone: fc.constantFrom(...zones),
  course: fc.constantFrom('one', 'two', 'two~9c5e2d7b11f0a8e4'),
  visit: fc.constantFrom(1, 1, 1, 2, 3),
  owner: fc.constantFrom('bo', 'bo', 'device'),
  channel: fc.constantFrom('email', 'in-app'),
  tags: fc.subarray(['a', 'b', 'c']),
  category: fc.constantFrom('x', 'y'),
  transactional: fc.constantFrom(false, false, false, true),
  fresh: fc.option(fc.integer({ min: 0, max: 90 })),
  status: fc.constantFrom<NudgeStatus[]>(...statuses),
});

const ledgers = fc.array(entries, { minLength: 150, maxLength: 300 }).map((all) =>
  all
    .sort((one, other) => other.ago - one.ago)
    .map(({ ago, zone, fresh, owner, ...rest }, index): LedgerEntry => {
      const at = monday - ago * hour;
      const until = fresh === null ? null : at + fresh * day;
      const nudge = `${rest.course}/${owner}/${rest.visit}/step-${index}/0`;
      return entryOf(nudge, { ...rest, template: `tip-${index % 7}`, at, local: localOf(at, zone), fresh: until });
    }),
); // prettier-ignore

const later = fc.record({
  hours: fc.integer({ min: -1, max: 900 }),
  zone: fc.constantFrom(...zones),
  template: fc.constantFrom('tip-1', 'tip-5', 'new'),
  tags: fc.subarray(['a', 'b']),
  category: fc.constantFrom('x', 'y'),
  course: fc.constantFrom('one', 'two', 'two~9c5e2d7b11f0a8e4'),
  owner: fc.constantFrom('bo', 'device'),
});

describe('pruning', () => {
  it('changes no admission, whenever and wherever it is asked for; nor does the order of what is left', () => {
    let [dropped, kinds] = [0, new Set<string>()];
    const property = fc.property(policies, ledgers, fc.array(later, { minLength: 3, maxLength: 6 }), (policy, ledger, asked) => {
      const pruned = prune(ledger, policy, monday);
      dropped += ledger.length - pruned.length;
      for (const { hours, zone, template, tags, category, course, owner } of asked) {
        const its = ledger.filter(({ nudge }) => nudge.startsWith(`${course}/${owner}/`));
        const visit = 1 + Math.max(0, ...its.map((entry) => entry.visit - (hours % 2 === 0 ? 1 : 0)));
        const nudge = { key: `${course}/${owner}/${visit}/tip/0`, template: templateOf(template, { tags, category }), course, visit, now: monday + hours * hour, traits: { timezone: zone } };
        const whole = ask({ ...nudge, policy, ledger });
        kinds = kinds.add(whole.kind);
        expect(ask({ ...nudge, policy, ledger: pruned })).toEqual(whole);
        const shuffled = ask({ ...nudge, policy, ledger: ledger.toReversed() });
        expect(shuffled.kind === 'hold' ? shuffled.until : shuffled.kind).toBe(whole.kind === 'hold' ? whole.until : whole.kind);
      }
    });
    fc.assert(property, { numRuns: runs(300, 1_000) });
    expect([dropped > 100, [...kinds].sort()]).toEqual([true, ['go', 'hold', 'skip']]);
  }); // prettier-ignore

  const policy = policyOf({ gap: hour });
  const many = (count: number, other: Partial<LedgerEntry> = {}): readonly LedgerEntry[] =>
    Array.from({ length: count }, (_, index) => entryOf(`nudge-${index}`, { at: monday - 300 * day, ...other }));

  it('keeps the newest hundred, whatever counts them', () => {
    const pruned = prune(many(150), policy, monday);
    expect([pruned.length, pruned[0]?.nudge, pruned.at(-1)?.nudge]).toEqual([100, 'nudge-50', 'nudge-149']);
  });

  it.each([
    ['a month', { kind: 'calendar', unit: 'month' }, 28],
    ['a day, wherever the user goes', { kind: 'calendar', unit: 'day' }, 1],
    ['a rolling window', { kind: 'rolling', length: 60 * day }, 59],
    ['an enrolment', { kind: 'enrolment' }, 300],
  ] as const)('keeps what %s counts, behind hundreds that nothing does', (_, per, days) => {
    const counted = entryOf('counted', { at: monday - days * day, local: monday - days * day });
    const caps = [{ id: 'cap', of: {}, max: 1, per }];
    const failed = many(300, { status: 'failed', at: monday });
    expect(prune([counted, ...failed], policyOf({ caps }), monday)[0]).toEqual(counted);
  });

  it('keeps what is under way, however old', () => {
    const under = (['held', 'reserved', 'sending'] as const).map((status) => entryOf(status, { status, at: 0 }));
    expect(prune([...under, ...many(600)], policy, monday).slice(0, 3)).toEqual(under);
  });

  it('keeps no more than 400, what nothing counts goes first', () => {
    const counted = many(350, { fresh: monday + day });
    const pruned = prune([...counted, ...many(300).map((entry) => ({ ...entry, nudge: `x-${entry.nudge}` }))], policy, monday); // prettier-ignore
    expect(pruned.length).toBe(400);
    expect(pruned.filter(({ fresh }) => fresh !== null).length).toBe(300);
    expect(prune(many(900, { status: 'held' }), policy, monday).length).toBe(400);
  });
});
