import { play, sent, walked } from '../../../support/play.ts';
import { done, programOf } from '../../../support/program.ts';
import { branch, exit, repeat, send, waitFor } from '../../../support/steps.ts';
import type { Program } from '../../../../domain/journey/program.ts';

const waits = waitFor(done('A'), 'A', { done: 1, timeout: 2, next: 1 });

describe('an exit', () => {
  it.each<[string, Program, string[]]>([
    ['at once', programOf([exit('done'), send('never')]), []],
    ['after what stands before it', programOf([send('a', { next: 1 }), exit('done')]), ['a']],
    ['in a timeout', programOf([waits, send('never'), exit('done')]), []],
    [
      'in a case of a branch',
      programOf([branch([{ when: null, to: 1, words: 'otherwise' }], { next: 2 }), exit('done'), send('never')]),
      [],
    ],
    [
      'in a round that is not the last',
      programOf([repeat({ body: 1, next: 3 }), send('a', { next: 2 }), exit('done'), send('never')]),
      ['a'],
    ],
  ])('ends the journey as finished: %s', (_, program, expected) => {
    const played = play([program]);
    expect(sent(played)).toEqual(expected);
    expect(walked(played).at(-1)).toBe('exit finished');
    expect(played.user.visits.test?.status).toBe('closed');
  });

  it('is passed over when its `when` does not hold', () => {
    const program = programOf([{ ...exit('done'), when: done('Never'), next: 1 }, send('a')]);
    expect(sent(play([program]))).toEqual(['a']);
  });
});
