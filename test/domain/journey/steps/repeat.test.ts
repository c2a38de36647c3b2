import { day, hour } from '../../../../domain/time/instant.ts';
import { done, onEvent, programOf } from '../../../support/program.ts';
import { play, reasons, sent, type Deed } from '../../../support/play.ts';
import { delay, repeat, send } from '../../../support/steps.ts';

const until = done('Invited');
const rounds = programOf([repeat({ body: 1, next: 2, until }), send('invite', { next: 0 }), send('bye')]);

describe('a repeat step', () => {
  it.each<[string, Deed[], string[]]>([
    ['all its rounds', [], ['invite', 'invite +1d', 'invite +2d', 'bye +2d']],
    ['none when `until` holds already', [['Invited', '']], ['bye']],
    ['no further round once `until` holds', [['Invited', '1h']], ['invite', 'bye +1d']],
    [
      'no further round once `until` holds, in the last pause',
      [['Invited', '25h']],
      ['invite', 'invite +1d', 'bye +2d'],
    ],
  ])('goes through %s', (_, deeds, expected) => {
    const before = programOf([...rounds.steps, delay(1, { next: 0 })], {
      enrol: [onEvent('Go')],
    });
    expect(sent(play([before], { deeds: [...deeds, ['Go', '']] }))).toEqual(expected);
  });

  it('begins a round `every` after the last one began, or when that is over', () => {
    const within = programOf([repeat({ body: 1, every: day }), send('a', { next: 2 }), delay(6 * hour, { next: 0 })]);
    expect(sent(play([within]))).toEqual(['a', 'a +1d', 'a +2d']);
    const longer = programOf([repeat({ body: 1, every: day }), send('a', { next: 2 }), delay(30 * hour, { next: 0 })]);
    expect(sent(play([longer]))).toEqual(['a', 'a +1d 6h', 'a +2d 12h']);
  });

  it('follows at once without `every`, when time passes in its steps', () => {
    const program = programOf([
      repeat({ body: 1, every: 0, upTo: 2 }),
      delay(hour, { next: 2 }),
      send('a', { next: 0 }),
    ]);
    expect(sent(play([program]))).toEqual(['a +1h', 'a +2h']);
  });

  it('gives every round’s nudge a key of its own, in repeats within repeats too', () => {
    const program = programOf([
      repeat({ id: 'outer', body: 1, upTo: 3, every: 5 * day }),
      repeat({ id: 'inner', body: 2, upTo: 2, next: 0 }),
      send('a', { next: 1 }),
    ]);
    const { user, nudges } = play([program]);
    expect(nudges).toHaveLength(6);
    expect(user.ledger.map(({ nudge }) => nudge)).toEqual([1, 2, 3, 4, 5, 6].map((round) => `test/bo/1/a/${round}`));
  });

  it('tells its rounds', () => {
    expect(reasons(play([rounds]), 'repeat')).toEqual([
      '1 of at most 3',
      '2 of at most 3',
      '3 of at most 3',
      'all 3 rounds done',
    ]);
  });

  it('with `when` is asked once, before its first round', () => {
    const asked = programOf([
      repeat({ body: 1, next: 2, when: { kind: 'nor', of: [until] } }),
      send('invite', { next: 0 }),
    ]);
    expect(sent(play([asked], { deeds: [['Invited', '1h']] }))).toEqual(['invite', 'invite +1d', 'invite +2d']);
  });
});
