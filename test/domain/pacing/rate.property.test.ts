import fc from 'fast-check';
import { book, graceOf } from '../../../domain/pacing/rate.ts';
import { idle } from '../../../domain/pacing/rate-state.ts';
import { bySecond, rush, type Crowd, type Rush } from './rush.ts';

const noon = Date.UTC(2026, 2, 2, 12);
const runs = process.env.USHER_PROPERTIES === 'full' ? 1_000 : 60;

const crowd: fc.Arbitrary<Crowd> = fc.record({
  journey: fc.constantFrom('a', 'b', 'c', 'd'),
  count: fc.integer({ min: 1, max: 300 }),
  at: fc.integer({ min: noon, max: noon + 20_000 }),
  rank: fc.constantFrom(0, 1, 1, 2),
});
const crowds = fc.array(crowd, { minLength: 1, maxLength: 6 });
const rates = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(0.1, 0.5, 1.5, 2.5, 33.3));

interface Lateness {
  /** In ms. */
  readonly most: number;
  readonly seed: number;
}

function lateness(most: number): fc.Arbitrary<Lateness> {
  return fc.record({ most: fc.integer({ min: 0, max: most }), seed: fc.nat() });
}

function late({ most, seed }: Lateness): Rush['late'] {
  return (nudge, asked) => ((nudge * 7_919 + asked * 104_729 + seed) % 9_973) % (most + 1);
}

describe('a rate', () => {
  it('is never exceeded in any second, whoever asks when, and whether they come back or not', () => {
    const given = fc.record({ rate: rates, crowds, how: lateness(9_000), lost: fc.constantFrom(0, 100) });
    fc.assert(
      fc.property(given, ({ rate, how, ...rest }) => {
        const { gone } = rush({ ...rest, rate, late: late(how), ends: noon + 120_000 });
        // Below one a second a cell lasts until there is another.
        const cells = rate < 1 ? gone.map(({ at }) => ({ at: Math.floor((Math.floor(at / 1_000) + 1) * rate) * 1_000 })) : gone; // prettier-ignore
        for (const [at, count] of bySecond(cells))
          expect(count).toBeLessThanOrEqual(rate < 1 ? 1 : Math.floor((at + 1) * rate) - Math.floor(at * rate));
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });

  it('is never exceeded in any second of the workers’ clocks, where these are up to thirty seconds apart', () => {
    const given = fc.record({ rate: fc.integer({ min: 1, max: 50 }), ahead: fc.integer({ min: 0, max: 30_000 }) });
    fc.assert(
      fc.property(given, ({ rate, ahead }) => {
        let state = idle;
        const gone: { readonly at: number }[] = [];
        for (let at = noon; at < noon + 60_000; at += 100) {
          const clock = at % 200 === 0 ? at : at + ahead;
          const request = { journey: 'a', ticket: null, rank: 1 };
          const asking = Array.from({ length: rate }, (_, key) => ({ ...request, key: `${at} ${key}` }));
          const booked = book(state, asking, { now: clock, rate });
          state = booked.state;
          gone.push(...booked.answers.filter(({ kind }) => kind === 'go').map((turn) => ({ at: 'at' in turn ? turn.at : 0 }))); // prettier-ignore
        }
        expect(gone.length).toBeGreaterThanOrEqual(30 * rate);
        expect(Math.max(...bySecond(gone).values())).toBeLessThanOrEqual(rate);
      }),
      { numRuns: Math.ceil(runs / 4), endOnFailure: true },
    );
  });

  it('is used to nine tenths while anybody waits, and nobody waits for longer than that takes', () => {
    const given = fc.record({ rate: fc.integer({ min: 10, max: 200 }), crowds, how: lateness(1_100) });
    fc.assert(
      fc.property(given, ({ rate, how, ...rest }) => {
        const { gone } = rush({ ...rest, rate, late: late(how) });
        const total = rest.crowds.reduce((count, each) => count + each.count, 0);
        expect(gone).toHaveLength(total);
        const last = Math.max(...rest.crowds.map(({ at }) => at));
        const end = Math.max(...gone.map(({ at }) => at));
        // Besides, nobody can help the way there, the timers of who comes last, and the second in which it begins.
        expect(end - last).toBeLessThanOrEqual((total / (rate * 0.9)) * 1_000 + 3 * how.most + 4_000);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });

  it('is used to more than half where everybody comes seconds too late', () => {
    const given = fc.record({ rate: fc.integer({ min: 20, max: 200 }), how: lateness(8_000) });
    fc.assert(
      fc.property(given, ({ rate, how }) => {
        const { gone } = rush({ rate, crowds: [{ journey: 'a', count: 20 * rate, at: noon }], late: late(how) });
        expect(gone).toHaveLength(20 * rate);
        expect(Math.max(...gone.map(({ at }) => at)) - noon).toBeLessThanOrEqual(40_000 + 3 * how.most);
      }),
      { numRuns: Math.ceil(runs / 4), endOnFailure: true },
    );
  });

  /** Whose turn comes while the workers stand still, for so long every twenty seconds, is handed over after that. */
  const stalls =
    (longest: number): NonNullable<Rush['slow']> =>
    (turn) =>
      Math.max(0, longest - (turn % 20_000));

  it('is exceeded by no more than the turns of a moment where the workers stand still now and then, and all go', () => {
    const few = fc.array(crowd, { minLength: 1, maxLength: 3 });
    const given = fc.record({ rate: fc.constantFrom(0.5, 2, 5, 20, 200), crowds: few, how: lateness(3_000), stall: fc.integer({ min: 0, max: 6_000 }) }); // prettier-ignore
    fc.assert(
      fc.property(given, ({ rate, how, stall, ...rest }) => {
        const { gone } = rush({ ...rest, rate, late: late(how), slow: stalls(stall) });
        expect(gone).toHaveLength(rest.crowds.reduce((count, each) => count + each.count, 0));
        const instants = gone.map(({ at }) => at).sort((a, b) => a - b);
        for (const [first, at] of instants.entries()) {
          const within = instants.findIndex((each, index) => index > first && each >= at + 10_000);
          // Of the two cells that ten seconds and the grace touch in part all turns may be at that end.
          const most = 12 * rate + (graceOf(rate) / 1_000) * rate + 1;
          expect((within < 0 ? instants.length : within) - first).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: Math.ceil(runs / 4), endOnFailure: true },
    );
  });
});
