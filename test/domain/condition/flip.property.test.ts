import fc from 'fast-check';
import { compileCondition } from '../../../domain/condition/compile.ts';
import { nextFlip } from '../../../domain/condition/flip.ts';
import { parseIsoDate } from '../../../domain/condition/iso-date.ts';
import { parseDuration } from '../../../domain/time/duration.ts';
import { day, type Instant } from '../../../domain/time/instant.ts';
import { factsOf, type Known } from '../../support/facts.ts';
import { condition, did } from './arbitrary-condition.ts';
import { known } from './arbitrary-user.ts';
import { dates, durations, numbers } from './pools.ts';
import { runs } from './runs.ts';
import { now, parsed, vocabulary } from './workspace.ts';

const offsets = ['0d', '14d', ...durations].map((text) => parseDuration(text) ?? 0);
const knownDates = [...numbers, ...dates.map((date) => parseIsoDate(date, vocabulary.zone) ?? 0)];

/** Every instant after now at which anything drawn from the pools can change, with its neighbours, in order. */
function instantsOf({ events = {} }: Known): readonly Instant[] {
  const bases = [...knownDates, ...Object.values(events).flat()];
  const turns = bases.flatMap((base) => offsets.flatMap((offset) => [base - offset, base + offset]));
  const midnights = Array.from({ length: 50 }, (_, index) => Math.floor(now / day) * day + index * day);
  const all = [...turns, ...midnights].flatMap((turn) => [Math.ceil(turn) - 1, Math.ceil(turn), Math.floor(turn) + 1]);
  return [...new Set(all)].filter((instant) => instant > now).sort((a, b) => a - b);
}

const conditions = fc.oneof(
  { weight: 3, arbitrary: condition(true) },
  { weight: 1, arbitrary: did(25, ['7d', '14d']).map((raw) => ({ did: raw })) },
);

describe('the next flip of a condition', () => {
  it('is the first instant after now at which its value differs', () => {
    fc.assert(
      fc.property(conditions, known(true), (raw, facts) => {
        const meant = parsed(raw);
        const user = factsOf(facts);
        const holds = compileCondition(meant);
        const first = instantsOf(facts).find((instant) => holds(user, instant) !== holds(user, now)) ?? null;
        return nextFlip(meant, user, now) === first;
      }),
      { numRuns: runs(500, 10_000) },
    );
  }, 300_000);

  it('is null for what time does not change', () => {
    expect(nextFlip(parsed({ 'traits.plan': 'team' }), factsOf({ traits: { plan: 'team' } }), now)).toBeNull();
  });

  it('is the first millisecond in which an event has left its window', () => {
    const done = now - 2 * day;
    const user = factsOf({ events: { 'App Opened': [done] } });
    expect(nextFlip(parsed({ did: { event: 'App Opened', within: '7d' } }), user, now)).toBe(done + 7 * day + 1);
  });

  it('passes over instants at which a clause changes and the whole does not', () => {
    const user = factsOf({ traits: { createdAt: '2026-03-03T12:00:00Z', plan: 'team' } });
    const raw = { $or: [{ 'traits.createdAt': { $gte: { $ago: '2d' } } }, { 'traits.plan': 'team' }] };
    expect(nextFlip(parsed(raw), user, now)).toBeNull();
  });

  it('may come too early, never too late, for more dates than it looks at', () => {
    const visits = Array.from({ length: 3_000 }, (_, index) => new Date(now + index * 1_000).toISOString());
    const raw = { $or: [{ 'traits.visits': { $lt: { $ago: '1d' } } }, { 'traits.plan': null }] };
    const flip = nextFlip(parsed(raw), factsOf({ traits: { visits } }), now);
    expect(flip).toBeGreaterThan(now);
    expect(flip).toBeLessThan(now + 2 * day);
  });
});
