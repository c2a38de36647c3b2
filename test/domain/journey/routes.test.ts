import { routeTo } from '../../../domain/journey/routes.ts';
import { done, programOf } from '../../support/program.ts';
import { branch, delay, delayBy, exit, experiment, on, repeat, send, waitAny, waitFor } from '../../support/steps.ts';

const program = programOf([
  waitFor(done('Profile'), 'Profile', { done: 2, timeout: 1 }), // 0
  send('reminder', { next: 2 }), // 1
  branch([{ when: done('Paid'), to: 3, words: 'paid' }, { when: null, to: 4, words: '' }], { next: 5 }), // 2
  send('thanks', { next: 5 }), // 3
  waitAny([on('Import', { to: 5 }), on('Failure', { to: 6 })], { id: 'import', timeout: 5 }), // 4
  experiment({ control: 7, video: 6 }, { next: 7 }), // 5
  send('video', { next: 7 }), // 6
  repeat({ body: 8, next: 9 }), // 7
  send('invite', { next: 7 }), // 8
  { ...exit('quiet'), when: done('Invited'), next: 10 }, // 9
  delayBy({ kind: 'trait', path: 'endsAt', offset: 0, minutes: null, past: 'skip' }, { next: 11 }), // 10
  send('ends', { next: 12 }), // 11
  delay(), // 12
]); // prettier-ignore

describe('the route from one step to another', () => {
  it.each<[from: number, to: number, turns: readonly string[] | null]>([
    [3, 3, []],
    [0, 1, ['wait: timeout']],
    [0, 2, []],
    [0, 3, ['branch: 1 "paid"']],
    [0, 4, ['branch: otherwise']],
    [4, 6, []],
    [5, 6, ['tour: arm video']],
    [6, 8, ['repeat: a round']],
    [8, 8, []],
    [8, 9, []],
    [9, 10, ['exit: passed over']],
    [9, 11, ['exit: passed over']],
    [3, 1, null],
    [6, 5, null],
  ])('from %i to %i', (from, to, turns) => {
    const route = routeTo(program, from, to);
    expect(route?.map((turn) => `${turn.step}: ${turn.if}`) ?? null).toEqual(turns);
  });
});
