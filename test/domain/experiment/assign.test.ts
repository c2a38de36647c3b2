import { GrowthBook } from '@growthbook/growthbook';
import fc from 'fast-check';
import { assign } from '../../../domain/experiment/assign.ts';
import type { Experiment } from '../../../domain/experiment/experiment.ts';
import { bucketOf } from '../../../domain/experiment/hash.ts';
import { holdoutOf } from '../../../domain/experiment/holdout.ts';

function of(weights: readonly number[], coverage = 1, experiment = 'tour'): Experiment {
  return {
    experiment,
    arms: weights.map((weight, index) => ({ arm: `arm-${index}`, weight })),
    coverage,
    target: null,
  };
}

describe('the hash', () => {
  // Version 2 of "hash" in GrowthBook's own packages/sdk-js/test/cases.json.
  it.each([
    ['seed', 'a', 0.0505],
    ['seed', 'b', 0.2696],
    ['foo', 'ab', 0.2575],
    ['foo', 'def', 0.2019],
    ['89123klj', '8952klfjas09ujkasdf', 0.124],
    ['90850943850283058242805', '123', 0.7516],
    ['()**(%$##$%#$#', '___)((*":&', 0.0128],
  ])('of seed %j and value %j is %d', (seed, value, expected) => {
    expect(bucketOf(seed, value)).toBe(expected);
  });
});

describe('an assignment', () => {
  const experiments = fc.record({
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 5 }),
    coverage: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
    // Theirs takes the name `constructor` for an experiment that is forced.
    name: fc.stringMatching(/^[a-z0-9-]{1,40}$/).map((name) => `x${name}`),
    user: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  });

  it('is the one that GrowthBook’s own SDK makes', () => {
    const property = fc.property(experiments, ({ weights, coverage, name, user }) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const growthbook = new GrowthBook({ attributes: { id: user } });
      const theirs = growthbook.run({
        key: name,
        variations: weights.map((_, index) => `arm-${index}`) as [string, string],
        weights: weights.map((weight) => weight / sum),
        coverage,
        hashVersion: 2,
      });
      growthbook.destroy();
      expect(assign(of(weights, coverage, name), user).arm).toBe(theirs.inExperiment ? theirs.value : null);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it('follows the weights over many users', () => {
    const counts = [0, 0, 0];
    for (let user = 0; user < 20_000; user++) {
      const { arm } = assign(of([50, 25, 25]), `user-${user}`);
      counts[Number(arm?.slice(-1))]! += 1;
    }
    // Four standard deviations of a binomial of 20,000.
    expect(Math.abs(counts[0]! - 10_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.25));
    expect(Math.abs(counts[1]! - 5_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.1875));
  });

  it('moves nobody when the coverage grows', () => {
    const property = fc.property(experiments, ({ weights, coverage, user }) => {
      const before = assign(of(weights, coverage), user).arm;
      return before === null || assign(of(weights, 1), user).arm === before;
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it('says bucket and probability', () => {
    expect(assign(of([3, 1]), 'bo')).toEqual({ arm: 'arm-1', bucket: bucketOf('tour', 'bo'), probability: 0.25 });
  });
});

describe('a holdout', () => {
  it('is nobody’s without a share', () => {
    expect(holdoutOf('onboarding', 0, 'bo')).toBeNull();
  });

  it('keeps about its share of the users out, and says so', () => {
    const users = Array.from({ length: 10_000 }, (_, index) => holdoutOf('onboarding', 0.05, `user-${index}`));
    const heldOut = users.filter((each) => each?.heldOut === true);
    expect(Math.abs(heldOut.length - 500)).toBeLessThan(4 * Math.sqrt(10_000 * 0.05 * 0.95));
    expect(heldOut[0]?.words).toMatch(/^held out: bucket 0\.0\d+, holdout below 0\.05$/);
  });

  it('is independent of an experiment with the journey’s name', () => {
    const users = Array.from({ length: 2_000 }, (_, index) => `user-${index}`);
    const heldOut = users.filter((user) => holdoutOf('tour', 0.5, user)?.heldOut === true);
    const inFirst = heldOut.filter((user) => assign(of([1, 1]), user).arm === 'arm-0');
    expect(Math.abs(inFirst.length / heldOut.length - 0.5)).toBeLessThan(0.07);
  });
});
