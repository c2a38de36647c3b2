import type { Condition } from '../../../../domain/condition/condition.ts';
import type { Scalar } from '../../../../domain/json.ts';
import { day } from '../../../../domain/time/instant.ts';
import { onEvent, programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked } from '../../../support/play.ts';
import { branch, delay, send, set, waitFor } from '../../../support/steps.ts';

function trait(name: string, value: Scalar): Condition {
  const operand = { kind: 'value', value } as const;
  return {
    kind: 'field',
    path: `traits.${name}`,
    type: 'string',
    tests: [{ kind: 'compare', comparison: 'eq', operand }],
  };
}

describe('a set step', () => {
  it('sets traits, and says so', () => {
    const played = play([programOf([set({ onboarded: true, plan: 'pro' })])]);
    expect(played.user.profile.traits).toMatchObject({ onboarded: true, plan: 'pro' });
    expect(reasons(played, 'set')).toEqual(['onboarded = true', 'plan = pro']);
  });

  it('is seen by the steps after it', () => {
    const cases = [{ when: trait('plan', 'pro'), to: 2, words: 'pro' }];
    expect(sent(play([programOf([set({ plan: 'pro' }, { next: 1 }), branch(cases), send('thanks')])]))).toEqual([
      'thanks',
    ]);
  });

  it('wins over what was set at the same instant, whichever value sorts last', () => {
    const program = programOf([set({ plan: 'zzz' }, { next: 1 }), set({ plan: 'aaa' }, { next: 2 }), set({ x: 1 })], {
      enrol: [onEvent('Go')],
    });
    const played = play([program], {
      deeds: [
        [null, '', { plan: 'mmm' }],
        ['Go', ''],
      ],
    });
    expect(played.user.profile.traits).toMatchObject({ plan: 'aaa', x: 1 });
  });

  it('wakes whoever waits for it elsewhere', () => {
    const sets = programOf([delay(day, { next: 1 }), set({ plan: 'pro' })], { journey: 'sets' });
    const waits = programOf([waitFor(trait('plan', 'pro'), 'plan pro', { done: 1, timeout: 1 }), send('ok')], {
      journey: 'waits',
    });
    expect(sent(play([waits, sets]))).toEqual(['ok +1d']);
  });

  it('ends its own journey when a leave rule holds by it', () => {
    const leave = [{ kind: 'condition', when: trait('plan', 'pro'), words: 'pro' }] as const;
    const played = play([programOf([set({ plan: 'pro' }, { next: 1 }), send('never')], { leave })]);
    expect(walked(played).at(-1)).toBe('never left');
    expect(sent(played)).toEqual([]);
  });

  it('leaves nothing to do once its event is stored', () => {
    const { user } = play([programOf([set({ plan: 'pro' })])]);
    expect(user.todo).toEqual([]);
    expect(user.applied.map(({ id }) => id)).toContain('usher:test/bo/1/1');
  });
});
