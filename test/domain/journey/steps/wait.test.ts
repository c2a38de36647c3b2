import type { PropertyTest, WaitClause, WaitStep } from '../../../../domain/journey/program.ts';
import { day } from '../../../../domain/time/instant.ts';
import { done, programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked, type Deed } from '../../../support/play.ts';
import { delay, send, waitAny, on } from '../../../support/steps.ts';

const rows = (value: number): PropertyTest => ({
  path: 'rows',
  comparison: 'gte',
  operand: { kind: 'value', value },
});
const same = (path: string): PropertyTest => ({ path: 'project', comparison: 'eq', operand: { kind: 'ref', path } });

/** After a delay waits up to three days: `ok` and `failed` follow their clauses, `nudge` the timeout. */
function waiting(clauses: readonly WaitClause[], rest: Partial<WaitStep> = {}, first = 0) {
  const wait = waitAny(clauses, { as: 'import', timeout: 3, done: 2, ...rest });
  const steps = [delay(first, { next: 1 }), wait, send('ok'), send('nudge'), send('failed')];
  return programOf(steps, { start: first === 0 ? 1 : 0 });
}

const ok = on('Import Finished', { id: 'ok', to: 2 }, [rows(100)]);
const failed = on('Import Failed', { id: 'failed', to: 4 });

describe('a wait for any of several events', () => {
  it.each<[string, Deed[], string[]]>([
    ['the first', [['Import Finished', '1h', { rows: 100 }]], ['ok +1h']],
    ['the second', [['Import Failed', '1h']], ['failed +1h']],
    [
      'the one that comes first',
      [
        ['Import Failed', '1h'],
        ['Import Finished', '2h', { rows: 100 }],
      ],
      ['failed +1h'],
    ],
    ['none whose properties do not match', [['Import Finished', '1h', { rows: 99 }]], ['nudge +3d']],
    ['none with a missing property', [['Import Finished', '1h']], ['nudge +3d']],
    ['none with a property of another type', [['Import Finished', '1h', { rows: '100' }]], ['nudge +3d']],
    ['one among a list', [['Import Finished', '1h', { rows: [1, 100] }]], ['ok +1h']],
    [
      'a later one that matches',
      [
        ['Import Finished', '1h', { rows: 1 }],
        ['Import Finished', '2h', { rows: 200 }],
      ],
      ['ok +2h'],
    ],
    ['the deadline', [['Import Failed', '3d 1h']], ['nudge +3d']],
  ])('goes on with %s', (_, deeds, expected) => {
    const played = play([waiting([ok, failed])], { deeds });
    expect(sent(played)).toEqual(expected);
  });

  it('of two that one event satisfies takes the first listed', () => {
    const both = [on('Import Failed', { id: 'a', to: 2 }), on('Import Failed', { id: 'b', to: 4 })];
    expect(sent(play([waiting(both)], { deeds: [['Import Failed', '1h']] }))).toEqual(['ok +1h']);
  });

  it('of two that had come before takes the earlier, whichever is listed first', () => {
    const deeds: Deed[] = [
      ['Import Failed', '1h'],
      ['Import Finished', '2h', { rows: 100 }],
    ];
    expect(sent(play([waiting([ok, failed], { since: 'entry' }, day)], { deeds }))).toEqual(['failed +1d']);
  });

  it('takes a condition before an event that is listed later', () => {
    const condition: WaitClause = {
      id: 'c',
      words: 'Import Failed',
      for: { kind: 'condition', condition: done('Import Failed') },
      to: 2,
    };
    expect(sent(play([waiting([condition, failed])], { deeds: [['Import Failed', '1h']] }))).toEqual(['ok +1h']);
    expect(sent(play([waiting([failed, condition])], { deeds: [['Import Failed', '1h']] }))).toEqual(['failed +1h']);
  });

  it('remembers which stored event it matched', () => {
    const { user } = play([waiting([ok, failed])], { deeds: [['Import Failed', '1h']] });
    expect(user.visits.test!.waits.import).toMatchObject({ at: user.profile.events['Import Failed']!.first });
  });

  it('says what came, and after how long', () => {
    const played = play([waiting([ok, failed])], { deeds: [['Import Failed', '1h']] });
    expect(reasons(played, 'wait')).toEqual(['Import Failed after 1 h']);
    expect(reasons(play([waiting([ok, failed])]), 'wait')).toEqual([
      'not Import Finished or Import Failed within 3 days',
    ]);
  });

  it('is not woken by an event that does not match', () => {
    const { user } = play([waiting([ok])], {
      deeds: [['Import Finished', '1h', { rows: 1 }]],
      until: Date.UTC(2026, 2, 3),
    });
    expect(user.visits.test).toMatchObject({ number: 1, woke: null });
  });
});

describe('since when a wait counts events', () => {
  const early: Deed[] = [['Import Failed', '1h']];

  it('from its own beginning, unless it is said otherwise', () => {
    expect(sent(play([waiting([failed], {}, day)], { deeds: early }))).toEqual(['nudge +4d']);
  });

  it('from entry, where that is said', () => {
    expect(sent(play([waiting([failed], { since: 'entry' }, day)], { deeds: early }))).toEqual(['failed +1d']);
  });

  it('never from before entry', () => {
    const before = programOf(waiting([failed], { since: 'entry' }).steps, {
      start: 1,
      enrol: [{ on: 'Go', first: false, when: null }],
    });
    expect(sent(play([before], { deeds: [...early, ['Go', '2h']] }))).toEqual(['nudge +3d 2h']);
  });

  it('not with the event that ended the wait before it', () => {
    const twice = programOf([
      waitAny([on('A', { to: 1 })], { id: 'one' }),
      waitAny([on('A', { to: 2 })], { id: 'two' }),
      send('ok'),
    ]);
    expect(sent(play([twice], { deeds: [['A', '1h']] }))).toEqual([]);
    expect(
      sent(
        play([twice], {
          deeds: [
            ['A', '1h'],
            ['A', '2h'],
          ],
        }),
      ),
    ).toEqual(['ok +2h']);
  });

  it('not with the event of entry', () => {
    const again = programOf([waitAny([on('Signed Up', { to: 1 })]), send('ok')]);
    expect(sent(play([again]))).toEqual([]);
  });
});

describe('a reference in `where`', () => {
  const entryEvent = [on('Import Finished', { id: 'ok', to: 2 }, [same('entry.properties.project')])];
  const program = programOf(waiting(entryEvent).steps, { start: 1, enrol: [{ on: 'Go', first: false, when: null }] });
  const go: Deed = ['Go', '', { project: 'p1' }];

  it.each<[string, Deed[], string[]]>([
    ['the same value', [go, ['Import Finished', '1h', { project: 'p1' }]], ['ok +1h']],
    ['another value', [go, ['Import Finished', '1h', { project: 'p2' }]], ['nudge +3d']],
    [
      'nothing to refer to',
      [
        ['Go', ''],
        ['Import Finished', '1h', {}],
      ],
      ['nudge +3d'],
    ],
    [
      'null to refer to',
      [
        ['Go', '', { project: null }],
        ['Import Finished', '1h', { project: null }],
      ],
      ['nudge +3d'],
    ],
    [
      'a list to refer to',
      [
        ['Go', '', { project: ['p1'] }],
        ['Import Finished', '1h', { project: 'p1' }],
      ],
      ['nudge +3d'],
    ],
  ])('to the entry event: %s', (_, deeds, expected) => {
    expect(sent(play([program], { deeds }))).toEqual(expected);
  });

  it('to the event of a wait before it', () => {
    const steps = [
      waitAny([on('A', { to: 1 })], { id: 'first', as: 'first' }),
      waitAny([on('B', { to: 2 }, [same('waits.first.properties.project')])], { id: 'second' }),
      send('ok'),
    ];
    const deeds: Deed[] = [
      ['A', '1h', { project: 'x' }],
      ['B', '2h', { project: 'y' }],
      ['B', '3h', { project: 'x' }],
    ];
    expect(sent(play([programOf(steps)], { deeds }))).toEqual(['ok +3h']);
  });

  it('to a wait that was never met is false', () => {
    const step = waitAny([on('B', { to: 1 }, [same('waits.other.properties.project')])]);
    expect(sent(play([programOf([step, send('ok')])], { deeds: [['B', '1h']] }))).toEqual([]);
  });
});

describe('a wait for all of several events', () => {
  const all = waiting([ok, failed], { mode: 'all' });

  it.each<[string, Deed[], string[]]>([
    [
      'in the order listed',
      [
        ['Import Finished', '1h', { rows: 100 }],
        ['Import Failed', '2h'],
      ],
      ['ok +2h'],
    ],
    [
      'in any other',
      [
        ['Import Failed', '1h'],
        ['Import Finished', '2h', { rows: 100 }],
      ],
      ['ok +2h'],
    ],
    ['not with one of them', [['Import Failed', '1h']], ['nudge +3d']],
    [
      'not with one of them twice',
      [
        ['Import Failed', '1h'],
        ['Import Failed', '2h'],
      ],
      ['nudge +3d'],
    ],
  ])('goes on when they came %s', (_, deeds, expected) => {
    expect(sent(play([all], { deeds }))).toEqual(expected);
  });

  it('is woken once, by the last', () => {
    const deeds: Deed[] = [
      ['Import Failed', '1h'],
      ['Import Finished', '2h', { rows: 100 }],
    ];
    const { user } = play([all], { deeds });
    // Entered, woken, delivered.
    expect(user.visits.test!.number).toBe(3);
  });

  it('counts a condition among them as long as it holds', () => {
    const condition: WaitClause = { id: 'c', words: 'C', for: { kind: 'condition', condition: done('C') }, to: -1 };
    const mixed = waiting([condition, failed], { mode: 'all' });
    expect(
      sent(
        play([mixed], {
          deeds: [
            ['Import Failed', '1h'],
            ['C', '2h'],
          ],
        }),
      ),
    ).toEqual(['ok +2h']);
    expect(walked(play([mixed], { deeds: [['C', '2h']] }))).toContain('wait timeout');
  });
});
