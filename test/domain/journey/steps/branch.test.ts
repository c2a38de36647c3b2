import { play, reasons, sent, walked, type Deed } from '../../../support/play.ts';
import { done, programOf } from '../../../support/program.ts';
import { branch, delay, send } from '../../../support/steps.ts';
import { day } from '../../../../domain/time/instant.ts';

const cases = [
  { when: done('A'), to: 2, words: 'A' },
  { when: done('B'), to: 3, words: 'B' },
];
const otherwise = { when: null, to: 4, words: 'otherwise' };

/** After a day `a`, `b` or `else`, then `after`. */
function branching(withOtherwise: boolean, when = branch([]).when) {
  const all = withOtherwise ? [...cases, otherwise] : cases;
  const step = branch(all, { next: 5, when });
  const steps = [
    delay(day, { next: 1 }),
    step,
    ...['a', 'b', 'else'].map((name) => send(name, { next: 5 })),
    send('after'),
  ];
  return programOf(steps);
}

describe('a branch', () => {
  it.each<{ what: string; withOtherwise?: boolean; deeds: Deed[]; takes: string[] }>([
    { what: 'the case that holds', deeds: [['B', '1h']], takes: ['b', 'after'] },
    { what: 'the first of two that hold', deeds: [['B', '1h'], ['A', '2h']], takes: ['a', 'after'] },
    { what: 'otherwise, where none holds', deeds: [], takes: ['else', 'after'] },
    { what: 'what is below, where none holds and there is no otherwise', withOtherwise: false, deeds: [], takes: ['after'] },
    { what: 'what holds on arrival, not what comes later', deeds: [['A', '25h']], takes: ['else', 'after'] },
  ])('takes $what', ({ withOtherwise = true, deeds, takes }) => {
    const played = play([branching(withOtherwise)], { deeds });
    expect(sent(played)).toEqual(takes.map((name) => `${name} +1d`));
  }); // prettier-ignore

  it('is passed over as a whole when its `when` does not hold', () => {
    const played = play([branching(true, done('Never'))]);
    expect(sent(played)).toEqual(['after +1d']);
    expect(walked(played)).toContain('branch passed over');
  });

  it('says which case it took and what that met, or why none', () => {
    expect(reasons(play([branching(false)], { deeds: [['A', '1h']] }), 'branch').join()).toContain('A done');
    expect(reasons(play([branching(false)]), 'branch').join()).toContain('A not done');
  });
});
