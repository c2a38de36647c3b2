import type { Program, Step } from '../../../domain/journey/program.ts';
import { raisedRound, roundOf, roundsAt } from '../../../domain/journey/rounds.ts';
import type { State } from '../../../domain/journey/state.ts';
import { programOf } from '../../support/program.ts';
import { repeat, send } from '../../support/steps.ts';

/** Twice `a`, then three times `b`, then `c`; at last `d`. */
const steps: Step[] = [
  repeat({ upTo: 2, body: 1, next: 5 }),
  send('a', { next: 2 }),
  repeat({ upTo: 3, body: 3, next: 4 }),
  send('b', { next: 2 }),
  send('c', { next: 0 }),
  send('d'),
];
const program: Program = programOf(steps);
const [a, b, c, d] = [1, 3, 4, 5];

function at(step: number, rounds: readonly number[] = [], rest: Partial<State> = {}): State {
  const begun = Object.fromEntries(rounds.map((round, index) => [index * 2, { round, at: 0 }]));
  return { step, since: 0, entry: 0, ...(rounds.length > 0 && { rounds: begun }), ...rest };
}

describe('the rounds of a step’s nudges that belong to where a visit stands', () => {
  it.each([
    { what: 'the one under way', stands: at(c, [2]), of: a, first: 2, last: 2 },
    { what: 'those of an inner repeat that is over, of the outer round', stands: at(c, [2]), of: b, first: 4, last: 6 },
    { what: 'that of a nudge before the inner repeat', stands: at(b, [2, 3]), of: a, first: 2, last: 2 },
    { what: 'the one under way of two repeats', stands: at(b, [2, 3]), of: b, first: 6, last: 6 },
  ])('are $what', ({ stands, of, first, last }) => {
    expect(roundsAt(program, stands, of)).toEqual({ first, last, every: 7 });
  });

  it('are all of them where no round is around both', () => {
    expect(roundsAt(program, at(d), a)).toBeNull();
    expect(roundsAt(program, at(a, [1]), d)).toBeNull();
  });

  it('are those under which they go out', () => {
    for (const outer of [1, 2])
      for (const inner of [1, 2, 3]) {
        const round = roundOf(program, at(b, [outer, inner]));
        expect(roundsAt(program, at(b, [outer, inner]), b)).toMatchObject({ first: round, last: round });
        const after = roundsAt(program, at(c, [outer]), b);
        expect(round >= after!.first && round <= after!.last).toBe(true);
      }
  });
});

describe('the round of a nudge that is sent again', () => {
  it('is another every time, and as far above a multiple as the one that it repeats', () => {
    const rounds = [1, 2].flatMap((resends) => [a, b, c, d].map((again) => raisedRound(program, at(c, [2], { again, resends })))); // prettier-ignore
    expect(rounds).toEqual([9, 13, 9, 7, 16, 20, 16, 14]);
  });
});
