import type { Condition } from '../../../../domain/condition/condition.ts';
import { advance } from '../../../../domain/journey/advance.ts';
import { nothingHeard } from '../../../../domain/journey/background.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import type { PropertyTest, WaitClause, WaitStep } from '../../../../domain/journey/program.ts';
import { day } from '../../../../domain/time/instant.ts';
import { emptyShelf } from '../../../../domain/slot/shelf.ts';
import { eventOf, monday } from '../../../support/event.ts';
import { factsOf } from '../../../support/facts.ts';
import { done, onEvent, programOf } from '../../../support/program.ts';
import { play, reasons, sent, type Deed } from '../../../support/play.ts';
import { delay, send, waitAny, waitFor, on } from '../../../support/steps.ts';

const rows = (value: number): PropertyTest => ({
  path: 'rows',
  comparison: 'gte',
  operand: { kind: 'value', value },
});
const same = (path: string): PropertyTest => ({ path: 'project', comparison: 'eq', operand: { kind: 'ref', path } });

/** A clause that waits for a condition. */
function is(condition: Condition, id = 'is'): WaitClause {
  return { id, words: id, for: { kind: 'condition', condition }, to: 2 };
}

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

  const vain = 'not Import Finished or Import Failed within 3 days';
  const entered = (
    deeds: readonly Deed[],
    where: readonly PropertyTest[],
    entry: JsonObject = {},
  ): readonly string[] => {
    const wait = { ...waiting([on('Import Finished', { id: 'ok', to: 2 }, where), failed]), enrol: [onEvent('Go')] };
    return reasons(play([wait], { deeds: [['Go', '', entry], ...deeds] }), 'wait');
  };

  const project = same('entry.properties.project');
  it.each<{ what: string; told: string[]; deeds?: Deed[]; where?: PropertyTest[]; entry?: JsonObject }>([
    { what: 'which value a reference stood for', told: ['that is Import Finished with project p-1'], where: [project], entry: { project: 'p-1' } },
    { what: 'that a reference leads nowhere', told: ['no Import Finished counts: entry.properties.project leads to no value'], where: [project] },
    { what: 'what the event had instead', told: ['Import Finished came, but rows 5 is not at least 100'], deeds: [['Import Finished', '1h', { rows: 5 }]] },
    { what: 'that the event lacked it', told: ['Import Finished came, but rows is not set'], deeds: [['Import Finished', '1h']] },
    { what: 'of several the one that came nearest', told: ['Import Finished came, but project "p-2" is not p-1'],
      deeds: [['Import Finished', '1h', { rows: 200, project: 'p-2' }], ['Import Finished', '2h', { rows: 1, project: 'p-3' }]],
      where: [rows(100), project], entry: { project: 'p-1' } },
    { what: 'nothing of one that came too late', told: [], deeds: [['Import Finished', '4d', { rows: 5 }]] },
  ])('says of one that was in vain $what', ({ told, deeds = [], where = [rows(100)], entry = {} }) => {
    expect(entered(deeds, where, entry)).toEqual([vain, ...told]);
  }); // prettier-ignore

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
      enrol: [onEvent('Go')],
    });
    expect(sent(play([before], { deeds: [...early, ['Go', '2h']] }))).toEqual(['nudge +3d 2h']);
    const again: Deed[] = [...early, ['Go', '2h'], ['Import Failed', '4h']];
    expect(sent(play([before], { deeds: again }))).toEqual(['failed +4h']);
  });

  it.each([
    { what: 'a moment before the step', at: -1, expected: 'timeout' },
    { what: 'with the step', at: 0, expected: 'ok' },
    { what: 'a moment before entry', rest: { since: 'entry' } as const, at: -day - 1, expected: 'timeout' },
    { what: 'with the entry', rest: { since: 'entry' } as const, at: -day, expected: 'ok' },
    { what: 'at the deadline', at: 3 * day, expected: 'ok' },
    { what: 'a moment after it', at: 3 * day + 1, expected: 'timeout' },
  ])('is decided by the timestamp, however late it is asked: $what', ({ rest = {}, at, expected }) => {
    const program = programOf([waitAny([on('A', { to: 1 })], { timeout: 2, ...rest }), send('ok'), send('timeout')]);
    const heard = { ...nothingHeard, events: [eventOf('bo', 'A', { at: monday + at })] };
    const state = { step: 0, since: monday, entry: monday - day };
    const background = { zone: 'UTC', experiments: {}, shelf: emptyShelf, heard, facts: factsOf({}) };
    const { effect } = advance({ program, state, now: monday + 4 * day, ...background }, { kind: 'timer' });
    expect(effect).toMatchObject({ kind: 'deliver', step: expected });
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

  const completed = { done: 1, timeout: 1, atMost: 2 * day };
  const then = { timeout: 3, atMost: 5 * day };
  const profile = 'Profile Completed';

  it.each([
    ['a wait for a condition', waitFor(done(profile), profile, completed)],
    ['a wait for all of several conditions', waitAny([is(done(profile))], { ...completed, mode: 'all' })],
  ])('not with the event that ended %s', (_, first) => {
    const program = programOf([first, waitAny([on(profile, { to: 2 })], { id: 'two', ...then }), send('a'), send('b')]);
    expect(sent(play([program], { deeds: [[profile, '1d']] }))).toEqual(['b +6d']);
    expect(sent(play([program], { deeds: [[profile, '1d'], [profile, '2d']] }))).toEqual(['a +2d']); // prettier-ignore
  });

  it('not with the event that ended a wait for a condition before a nudge', () => {
    const steps = [waitFor(done(profile), profile, { ...completed, done: 4 }), waitAny([on(profile, { to: 2 })], { id: 'two', ...then })]; // prettier-ignore
    const program = programOf([...steps, send('a'), send('b'), send('x', { next: 1 })]);
    expect(sent(play([program], { deeds: [[profile, '1d']] }))).toEqual(['x +1d', 'b +6d']);
  });

  it('not with the event that ended the wait, though another wait on the way was ended by an older one', () => {
    const program = programOf([
      waitFor(done(profile), profile, { ...completed, done: 1 }),
      waitAny([on('Old', { to: 2 })], { id: 'two', since: 'entry' }),
      waitAny([on(profile, { to: 3 })], { id: 'three', ...then, timeout: 4 }),
      send('a'),
      send('b'),
    ]);
    expect(sent(play([program], { deeds: [['Old', '1h'], [profile, '1d']] }))).toEqual(['b +6d']); // prettier-ignore
  });

  it('not with the event of entry', () => {
    const again = programOf([waitAny([on('Signed Up', { to: 1 })]), send('ok')]);
    expect(sent(play([again]))).toEqual([]);
  });
});

describe('a reference in `where`', () => {
  const entryEvent = [on('Import Finished', { id: 'ok', to: 2 }, [same('entry.properties.project')])];
  const program = programOf(waiting(entryEvent).steps, { start: 1, enrol: [onEvent('Go')] });
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
