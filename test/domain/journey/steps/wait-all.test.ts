import type { Condition } from '../../../../domain/condition/condition.ts';
import type { PropertyTest, WaitClause } from '../../../../domain/journey/program.ts';
import { day } from '../../../../domain/time/instant.ts';
import { done, programOf } from '../../../support/program.ts';
import { play, sent, walked, type Deed } from '../../../support/play.ts';
import { on, send, waitAny } from '../../../support/steps.ts';

const rows = (value: number): PropertyTest => ({
  path: 'rows',
  comparison: 'gte',
  operand: { kind: 'value', value },
});
const ok = on('Import Finished', { id: 'ok' }, [rows(100)]);
const failed = on('Import Failed', { id: 'failed' });

/** Waits up to three days: `ok` follows when all has happened, `nudge` the timeout. */
function waiting(clauses: readonly WaitClause[]) {
  return programOf([waitAny(clauses, { mode: 'all', done: 1, timeout: 2 }), send('ok'), send('nudge')]);
}

/** A clause that waits for a condition. */
function is(condition: Condition, id = 'is'): WaitClause {
  return { id, words: id, for: { kind: 'condition', condition }, to: 2 };
}

/** Not done within some time. */
function never(event: string, within: number): Condition {
  const none = { kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 0 } } as const;
  return { kind: 'did', event, within, times: [none] };
}

describe('a wait for all of several events', () => {
  const all = waiting([ok, failed]);

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

  it('counts a condition among them', () => {
    const condition: WaitClause = { id: 'c', words: 'C', for: { kind: 'condition', condition: done('C') }, to: -1 };
    const mixed = waiting([condition, failed]);
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

  describe('with a condition that has held', () => {
    const team = is({
      kind: 'field',
      path: 'traits.plan',
      type: 'string',
      tests: [{ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 'team' } }],
    });
    const quiet = is({ kind: 'and', of: [done('App Opened'), never('App Opened', day)] }, 'quiet');
    const plan = (at: string, value: string): Deed => [null, at, { plan: value }];
    const failing = (at: string): Deed => ['Import Failed', at];
    const free = { traits: { plan: 'free' } };

    it.each<{ what: string; clauses?: WaitClause[]; was?: string; deeds: Deed[]; expected: string }>([
      {
        what: 'that no longer does',
        deeds: [plan('1h', 'team'), plan('2h', 'free'), failing('3h')],
        expected: 'ok +3h',
      },
      {
        what: 'that held at the beginning',
        was: 'team',
        deeds: [plan('2h', 'free'), failing('3h')],
        expected: 'ok +3h',
      },
      { what: 'that comes second', deeds: [plan('1h', 'free'), failing('2h'), plan('3h', 'team')], expected: 'ok +3h' },
      {
        what: 'and then another',
        clauses: [team, is(done('C'), 'c')],
        deeds: [plan('1h', 'team'), plan('2h', 'free'), ['C', '3h']],
        expected: 'ok +3h',
      },
      {
        what: 'by time alone',
        clauses: [quiet, failed],
        deeds: [['App Opened', '1h'], ['App Opened', '26h'], failing('27h')],
        expected: 'ok +1d 3h',
      },
      { what: 'as another', deeds: [plan('1h', 'pro'), failing('3h')], expected: 'nudge +3d' },
    ])('goes on with one $what', ({ clauses = [team, failed], was = 'free', deeds, expected }) => {
      expect(sent(play([waiting(clauses)], { traits: { plan: was }, deeds }))).toEqual([expected]);
    });

    it('begins anew with the wait after it', () => {
      const steps = [
        waitAny([team, on('A')], { id: 'one', mode: 'all', done: 1, timeout: 1 }),
        waitAny([team, on('A')], { id: 'two', mode: 'all', done: 2, timeout: 3 }),
        send('ok'),
        send('nudge'),
      ];
      const deeds: Deed[] = [plan('1h', 'team'), plan('2h', 'free'), ['A', '3h'], ['A', '4h']];
      expect(sent(play([programOf(steps)], { ...free, deeds }))).toEqual(['nudge +3d 3h']);
    });
  });
});
