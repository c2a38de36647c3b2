import fc from 'fast-check';
import { simulate } from '../../../domain/simulation/simulate.ts';
import { anyStories } from '../../support/arbitrary-story.ts';
import { mixOf } from '../../support/mix.ts';

const told = 200;
/** Always the same stories: what is asserted of them is how they are made, not how they come out this time. */
const seed = 4;

const counts = new Map<string, number>();
beforeAll(() => {
  for (const story of fc.sample(anyStories, { seed, numRuns: told })) {
    for (const words of mixOf(story, simulate(story))) counts.set(words, (counts.get(words) ?? 0) + 1);
  }
});

describe(`of ${told} generated stories, by which the workflow is held to the simulation,`, () => {
  it.each<[atLeast: number, words: string]>([
    [8, 'converted at send'], [8, 'converted at delay'], [8, 'converted at wait'],
    [5, 'left by event at send'], [5, 'left by event at delay'], [5, 'left by event at wait'],
    [2, 'left by condition at send'], [2, 'left by condition at set'], [5, 'left by condition at wait'],
    [10, 'left by after at delay'], [10, 'left by after at wait'],
    [50, 'finished'], [10, 'exit finished'], [20, 'entered again'], [20, 'enrol refused'],
    [10, 'wait for done'], [10, 'wait for timeout'], [20, 'wait any done'], [20, 'wait any timeout'], [8, 'wait all done'], [10, 'wait all timeout'],
    [20, 'delay duration done'], [20, 'delay time done'], [10, 'delay trait done'], [5, 'delay trait skipped'],
    [20, 'branch 1 "a" taken'], [10, 'branch otherwise taken'], [10, 'branch none taken'],
    [10, 'experiment arm control'], [10, 'experiment arm video'], [10, 'experiment no arm'],
    [20, 'repeat round 1'], [10, 'repeat round 2'], [5, 'repeat round 3'], [10, 'repeat until'], [10, 'repeat all rounds'],
    [20, 'set set'], [10, 'start started'], [5, 'start refused'],
    [50, 'send sent'], [10, 'send skipped'], [10, 'send refused for now'], [10, 'send failed'], [2, 'send dropped'],
  ])('at least %i have: %s', (atLeast, words) => {
    expect(counts.get(words) ?? 0).toBeGreaterThanOrEqual(atLeast);
  }); // prettier-ignore
});
