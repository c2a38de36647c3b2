import fc from 'fast-check';
import { roundedFor } from '../../../domain/condition/number-words.ts';

describe('a number for people', () => {
  it.each<[number, readonly number[], number]>([
    [1 / 3, [0.5], 0.3333],
    [2 / 3, [], 0.6667],
    [-1 / 3, [], -0.3333],
    [26.513888, [24], 26.51],
    [1_234.56, [1_000], 1_234.56],
    [1_234.5678, [], 1_234.57],
    [0.000012345678, [], 0.00001235],
    [123_456_789, [], 123_456_789],
    [1e300, [], 1e300],
  ])('is of %d beside %j rounded to %d', (value, limits, shown) => expect(roundedFor(value, limits)).toBe(shown));

  it.each<[number, readonly number[], number]>([
    [0.499999, [0.5], 0.499999],
    [0.500001, [0.5], 0.500001],
    [0.33334, [0.3333], 0.33334],
    [0.1 + 0.2, [0.3], 0.1 + 0.2],
    [0.5, [0.5], 0.5],
  ])('%d has as many digits as tell it from %j', (value, limits, shown) => {
    expect(roundedFor(value, limits)).toBe(shown);
  });

  it('is never on another side of a limit than what was met', () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer().map((each) => each / 7)); // prettier-ignore
    const near = fc.tuple(number, fc.constantFrom(0, 1e-3, 1e-6, 1e-12)).map(([each, by]) => each * (1 + by));
    fc.assert(
      fc.property(number, fc.array(near, { maxLength: 4 }), fc.boolean(), (value, others, isNear) => {
        const limits = isNear ? [...others, value * (1 + 1e-7)] : others;
        const shown = roundedFor(value, limits);
        return limits.every((limit) => Math.sign(shown - limit) === Math.sign(value - limit));
      }),
      { numRuns: 2_000 },
    );
  });
});
