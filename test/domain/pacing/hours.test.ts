import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Hours, Policy } from '../../../domain/pacing/policy.ts';
import type { Channel } from '../../../domain/template/template.ts';
import { day, hour, minute, type Instant } from '../../../domain/time/instant.ts';
import { zones } from '../../support/arbitrary-pacing.ts';
import { ask, entryOf, hoursOf, policyOf } from '../../support/pacing.ts';
import { inAppOf, mailOf, webhookOf } from '../../support/release.ts';
import { wall } from '../../support/wall.ts';
import { runs } from '../condition/runs.ts';

type Written = Partial<Omit<Hours, 'from' | 'to'>> & { readonly from?: string; readonly to?: string };

interface Case {
  readonly name: string;
  readonly zone: string;
  readonly now: string;
  readonly channel?: Channel;
  readonly country?: string;
  readonly quiet?: readonly Written[];
  readonly allowed?: readonly Written[];
  /** `go`, `skip`, or when the hold ends. */
  readonly expected: string;
}

/** What is expected was found minute by minute, with another language's clocks. */
const cases = JSON.parse(readFileSync(new URL('hours.cases.json', import.meta.url), 'utf8')) as readonly Case[];

const templates = { email: mailOf('tip'), 'in-app': inAppOf('tip'), webhook: webhookOf('tip') };

function read({ from = '00:00', to = '00:00', ...rest }: Written): Hours {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return hoursOf({ ...rest, from: minutes(from), to: minutes(to) });
}

describe('quiet and allowed hours', () => {
  it.each(cases)('$name', ({ zone, now, channel = 'email', country, quiet = [], allowed = [], expected }) => {
    const policy = policyOf({ quiet: quiet.map(read), allowed: allowed.map(read) });
    const traits = { timezone: zone, ...(country === undefined ? {} : { country }) };
    const answer = ask({ policy, template: templates[channel], traits, now: Date.parse(now) });
    const until = answer.kind === 'hold' ? new Date(answer.until).toISOString().replace(':00.000Z', 'Z') : answer.kind;
    expect(until).toBe(expected);
    const transactional = { ...templates[channel], transactional: true };
    expect(ask({ policy, template: transactional, traits, now: Date.parse(now) }).kind).toBe('go');
  });

  it('are a table of no less than was promised', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each<[string, Partial<Policy>, string]>([
    ['a night', { quiet: [hoursOf({ from: 21 * 60, to: 8 * 60 })] }, 'quiet hours 21:00–08:00'],
    ['a night of some days', { quiet: [hoursOf({ from: 21 * 60, to: 8 * 60, days: [3, 6] })] }, 'quiet hours 21:00–08:00 on Wed, Sat'],
    ['whole days', { quiet: [hoursOf({ days: [3] })] }, 'quiet all day on Wed'],
    ['what is allowed', { allowed: [hoursOf({ from: 9 * 60, to: 17 * 60 })] }, 'outside of the allowed hours 09:00–17:00'],
  ])('say what they are: %s', (_, rules, words) => {
    expect(ask({ policy: policyOf(rules), now: Date.UTC(2026, 2, 4, 22) })).toMatchObject({ because: [words] });
  }); // prettier-ignore

  it('are those of the country the product’s own context tells, however it is written', () => {
    const policy = policyOf({ quiet: [hoursOf({ countries: ['DE'] })] });
    expect(ask({ policy, traits: { country: ' de' } }).kind).toBe('skip');
    expect(ask({ policy, traits: { country: 'Germany' } }).kind).toBe('go');
  });
});

const rules = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  from: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  to: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  then: fc.constantFrom<Hours['then'][]>('hold', 'hold', 'hold', 'skip'),
});

const blocks = fc.record({
  quiet: fc.array(rules, { maxLength: 4 }),
  allowed: fc.array(rules, { maxLength: 2 }),
  sent: fc.option(fc.integer({ min: 0, max: 300 })),
  zone: fc.constantFrom(...zones, 'America/Santiago', 'America/Havana'),
  start: fc.constantFrom(Date.UTC(2026, 2, 28), Date.UTC(2026, 9, 24), Date.UTC(2026, 3, 4), Date.UTC(2026, 8, 5, 12), Date.UTC(2026, 2, 7), Date.UTC(2026, 9, 31)),
  minutes: fc.integer({ min: 0, max: 2_880 }),
}); // prettier-ignore

/** By the wall alone: which hours a clock is in. */
function isIn({ days, from, to }: Hours, at: Instant, zone: string): boolean {
  const shown = wall(at, zone);
  const minutes = Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14));
  const today = new Date(`${shown.slice(0, 10)}T00:00Z`).getUTCDay() || 7;
  const yesterday = today === 1 ? 7 : today - 1;
  if (to > from) return minutes >= from && minutes < to && days.includes(today);
  return (minutes >= from && days.includes(today)) || (minutes < to && days.includes(yesterday));
}

type Drawn = typeof blocks extends fc.Arbitrary<infer Value> ? Value : never;

const gap = 6 * hour;

function asked({ quiet, allowed, sent, zone, start, minutes }: Drawn): ReturnType<typeof ask> {
  const now = start + minutes * minute;
  const at = now - (sent ?? 0) * minute;
  const ledger = sent === null ? [] : [entryOf('before', { at, local: at })];
  const policy = policyOf({ quiet: quiet.map(hoursOf), allowed: allowed.map(hoursOf), gap });
  return ask({ policy, ledger, now, traits: { timezone: zone } });
}

/** Minute by minute: `go`, `skip`, or the first at which nothing blocks. */
function firstFree(drawn: Drawn): Instant | 'go' | 'skip' {
  const now = drawn.start + drawn.minutes * minute;
  const blocking = blocksAt(drawn, now);
  if (blocking.length === 0) return 'go';
  if (blocking.includes('skip')) return 'skip';
  for (let at = now; at < now + 16 * day; at += minute) if (blocksAt(drawn, at).length === 0) return at;
  return 'skip';
}

/** What becomes of a nudge by each rule that blocks at an instant. */
function blocksAt({ quiet, allowed, sent, zone, start, minutes }: Drawn, at: Instant): readonly Hours['then'][] {
  const isOn = (rule: Partial<Hours>): boolean => isIn(hoursOf(rule), at, zone);
  const outside = allowed.some(isOn) ? [] : allowed;
  const soon = sent !== null && at < start + (minutes - sent) * minute + gap;
  return [...quiet.filter(isOn), ...outside].map(({ then }) => then).concat(soon ? 'hold' : []);
}

describe('a hold', () => {
  it('ends at the first minute at which nothing blocks, and never inside another block', () => {
    let holds = 0;
    const property = fc.property(blocks, (drawn) => {
      const [answer, expected] = [asked(drawn), firstFree(drawn)];
      if (answer.kind === 'hold') holds++;
      expect(answer.kind === 'hold' ? answer.until : answer.kind).toBe(expected);
    });
    fc.assert(property, { numRuns: runs(300, 1_000) });
    expect(holds).toBeGreaterThan(10);
  });
});
