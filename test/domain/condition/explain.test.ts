import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { reasonsOf } from '../../../domain/condition/explain.ts';
import { holds as isHolding } from '../../../domain/condition/holds.ts';
import { conditionWords } from '../../../domain/condition/words.ts';
import type { Json } from '../../../domain/json.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { factsOf, type Known } from '../../support/facts.ts';
import { condition } from './arbitrary-condition.ts';
import { known } from './arbitrary-user.ts';
import { runs } from './runs.ts';
import { now, parsed, vocabulary } from './workspace.ts';

interface Case {
  readonly condition: Json;
  readonly known: 'bo' | Known;
  readonly says: string;
  readonly holds: boolean;
  readonly words: readonly string[];
}

const cases = JSON.parse(readFileSync(new URL('./explanations.cases.json', import.meta.url), 'utf8')) as Case[];

/** The user whom most of the cases ask about. */
const bo: Known = {
  traits: {
    plan: 'team',
    age: 25,
    tags: ['beta', 'vip'],
    onboarded: true,
    createdAt: '2026-03-01T12:00:00Z',
    trialEndsAt: '2026-03-06T12:00:00Z',
    build: '1.9.0',
    company: { size: 3 },
  },
  context: { device: 'mobile' },
  events: {
    'Signed Up': [now - day],
    'Project Created': [now - 2 * day, now - 3 * day, now - 9 * day],
    'Profile Completed': [now - hour],
  },
  arms: { tour: 'video' },
};

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

describe('the words of a condition', () => {
  it.each(cases)('say $says', ({ condition: raw, says }) => {
    expect(conditionWords(parsed(raw))).toBe(says);
  });

  it('say which event a wait of the engine is for', () => {
    expect(conditionWords({ kind: 'since', event: 'Profile Completed', since: now })).toBe('Profile Completed');
  });
});

describe('an explanation', () => {
  it.each(cases)('of $says: $words', ({ condition: raw, known: user, holds, words }) => {
    const asked = [parsed(raw), factsOf(user === 'bo' ? bo : user), now] as const;
    expect({ holds: isHolding(...asked), words: reasonsOf(...asked) }).toEqual({ holds, words });
  });

  it('says since when an event is awaited', () => {
    const awaited = { kind: 'since', event: 'Profile Completed', since: now - 2 * hour } as const;
    const done = ['Profile Completed done since 2026-03-04 10:00 UTC'];
    const open = ['Profile Completed not done since 2026-03-04 10:00 UTC'];
    expect(reasonsOf(awaited, factsOf(bo), now)).toEqual(done);
    expect(reasonsOf(awaited, factsOf({}), now)).toEqual(open);
  });

  it('says what every clause met that decided, that of a segment after the segment', () => {
    const asked = parsed({ segments: 'new', 'traits.plan': 'team' });
    const plan = 'plan is team';
    expect(reasonsOf(asked, factsOf(bo), now)).toEqual(['in segment new: Signed Up 1 day ago, limit 7 days', plan]);
  });

  it('shortens what is too long for a history, at a whole character', () => {
    const plan = '😀'.repeat(100);
    const [words = ''] = reasonsOf(parsed({ 'traits.plan': 'x' }), factsOf({ traits: { plan } }), now);
    expect(bytesOf(words)).toBeLessThanOrEqual(120);
    expect(words).toMatch(/^plan "(😀)+…$/u);
  });

  it('shows a date that no calendar holds as it was sent', () => {
    const user = factsOf({ traits: { createdAt: 1e300 } });
    expect(reasonsOf(parsed({ 'traits.createdAt': { $lte: { $ago: '1d' } } }), user, now)).toEqual([
      'createdAt 1e+300 is not at least 1 day ago',
    ]);
  });

  it('agrees with the condition, has a reason, and no clause is longer than 120 bytes', () => {
    fc.assert(
      fc.property(condition(true), known(true), (raw, facts) => {
        const meant = parsed(raw);
        const user = factsOf(facts);
        const words = reasonsOf(meant, user, now);
        const short = [...words, conditionWords(meant)];
        return (
          isHolding(meant, user, now) === compileCondition(meant)(user, now) &&
          words.length > 0 &&
          short.every((text) => text !== '' && bytesOf(text) <= 120)
        );
      }),
      { numRuns: runs(2_000, 20_000) },
    );
  });
});

describe('the explanation of a feature', () => {
  const features = {
    age: { kind: 'days_since', of: 'a', since: { kind: 'trait', trait: 'createdAt' } },
    visits: { kind: 'active_days', of: 'v', within: 7 * day, on: null },
    topic: { kind: 'preferred', of: 't', on: null, by: { kind: 'property', path: 'topic' }, halfLife: day },
    progress: { kind: 'progress', of: 'p', events: ['A', 'B', 'C'] },
  } as const;
  const names = { ...vocabulary, features, named: ['big-import'] };
  const { profile } = factsOf({ traits: { createdAt: new Date(now - 3.5 * day).toISOString() } });
  const known = { ...profile, features: { visits: [now, now - day], topic: 'a', progress: 1 / 3 } };
  const derived = Object.fromEntries(['features.visits', 'features.topic', 'features.progress', 'events.big-import'].map((key) => [key, { of: 'x', complete: true }])); // prettier-ignore

  it.each<[Json, string, string]>([
    [{ 'features.age': { $gte: 4 } }, 'age at least 4', 'age 3 is not at least 4'],
    [{ 'features.age': 3 }, 'age 3', 'age is 3'],
    [{ 'features.visits': { $gte: 2 } }, 'visits at least 2', 'visits 2 is at least 2'],
    [{ 'features.topic': { $ne: 'a' } }, 'topic not a', 'topic is a'],
    [{ 'features.progress': { $lt: 0.5 } }, 'progress less than 0.5', 'progress 0.3333 is less than 0.5'],
    [{ 'features.progress': { $lte: 0.3333 } }, 'progress at most 0.3333', 'progress 0.33333 is not at most 0.3333'],
    [
      { 'features.progress': { $not: { $gt: 0.3333 } } },
      'progress not more than 0.3333',
      'progress 0.33333 is more than 0.3333',
    ],
  ])('%j says what it is and what it met', (raw, says, met) => {
    const meant = parsed(raw, names);
    expect(conditionWords(meant)).toBe(says);
    expect(reasonsOf(meant, { profile: { ...known, derived }, arms: {} }, now)).toEqual([met]);
  });

  it('says of what is not derived from all events that it is still being counted', () => {
    const seen = { ...known, firstSeen: now - day };
    const asked = (raw: Json, more: object): readonly string[] =>
      reasonsOf(parsed(raw, names), { profile: { ...seen, ...more }, arms: {} }, now);
    const incomplete = { derived: { 'features.visits': { of: 'x', complete: false } } };
    expect(asked({ 'features.visits': 2 }, incomplete)).toEqual(['visits is 2 (still being counted)']);
    expect(asked({ did: { event: 'big-import' } }, {})).toEqual(['big-import not done, needs 1 (still being counted)']);
    expect(asked({ 'events.big-import.count': 0 }, {})).toEqual(['number of big-import is 0 (still being counted)']);
    expect(asked({ did: { event: 'big-import' } }, { derived })).toEqual(['big-import not done, needs 1']);
  });
});
