import type { Program, Step, WaitStep } from '../../../../domain/journey/program.ts';
import { day } from '../../../../domain/time/instant.ts';
import { onEvent, programOf } from '../../../support/program.ts';
import { play, sent, type Deed } from '../../../support/play.ts';
import { on, repeat, send, waitAny } from '../../../support/steps.ts';

/** Waits since entry for a click on the mail of `invite`. */
function clicked(rest: Partial<WaitStep> = {}, nudge: { nudge?: string } = { nudge: 'invite' }): WaitStep {
  const clause = {
    ...on('Nudge Clicked'),
    for: { kind: 'event', event: 'Nudge Clicked', where: [], ...nudge } as const,
  };
  return waitAny([clause], { mode: 'for', since: 'entry', atMost: day, id: 'clicked', ...rest });
}

/** Three rounds, two days apart: an invitation, and thanks in every round in which it is clicked. */
function rounds(wait = clicked({ done: 3, timeout: 0, next: 0 })): Program {
  return programOf([
    repeat({ body: 1, every: 2 * day }),
    send('invite', { next: 2 }),
    wait,
    send('thanks', { next: 0 }),
  ]);
}

function click(after: string, said: object = {}): Deed {
  return ['Nudge Clicked', after, { journey: 'test', step: 'invite', ...said }];
}

describe('a wait for a click', () => {
  it('hears that of its own round, and of no round before', () => {
    expect(sent(play([rounds()], { deeds: [click('1h')] }))).toEqual(['invite', 'thanks +1h', 'invite +2d', 'invite +4d']); // prettier-ignore
    const second = [click('1h'), click('2d 1h')];
    expect(sent(play([rounds()], { deeds: second }))).toEqual(['invite', 'thanks +1h', 'invite +2d', 'thanks +2d 1h', 'invite +4d']); // prettier-ignore
  });

  it('does not hear a click of the round before that comes in its own', () => {
    const deeds = [click('2d 1h', { round: 1 })];
    expect(sent(play([rounds()], { deeds }))).toEqual(['invite', 'invite +2d', 'invite +4d']);
  });

  it('hears that of a visit, and of no visit before', () => {
    const steps: Step[] = [send('invite', { next: 1 }), clicked({ done: 2, timeout: -1 }), send('thanks')];
    const program = programOf(steps, { again: { kind: 'always' }, enrol: [onEvent('Go')] });
    const entering: Deed[] = [
      ['Go', '1h'],
      ['Go', '3d'],
    ];
    const late = [...entering, click('3d 1h', { visit: 1 })];
    expect(sent(play([program], { deeds: late }))).toEqual(['invite +1h', 'invite +3d']);
    const own = [...entering, click('3d 1h')];
    expect(sent(play([program], { deeds: own }))).toEqual(['invite +1h', 'invite +3d', 'thanks +3d 1h']);
  });

  it('after the rounds hears that of any of them', () => {
    const steps: Step[] = [
      repeat({ body: 1, next: 2, upTo: 2 }),
      send('invite', { next: 0 }),
      clicked({ done: 3, timeout: -1 }),
      send('thanks'),
    ];
    const deeds = [click('1d 2h', { round: 1 })];
    expect(sent(play([programOf(steps)], { deeds }))).toEqual(['invite', 'invite +1d', 'thanks +1d 2h']);
  });

  it('in rounds hears that of a nudge before them', () => {
    const wait = clicked({ done: 3, timeout: 1, next: 1 });
    const steps: Step[] = [
      send('invite', { next: 1 }),
      repeat({ body: 2, upTo: 2 }),
      wait,
      send('thanks', { next: 1 }),
    ];
    expect(sent(play([programOf(steps)], { deeds: [click('1d 2h')] }))).toEqual(['invite', 'thanks +1d 2h']);
  });

  it('of a journey compiled before there were rounds in events goes on as it was', () => {
    const before = rounds(clicked({ done: 3, timeout: 0, next: 0 }, {}));
    const deeds: Deed[] = [click('1h', { nudge: 'of another round' })];
    expect(sent(play([before], { deeds }))).toEqual(['invite', 'thanks +1h', 'invite +2d', 'thanks +2d', 'invite +4d', 'thanks +4d']); // prettier-ignore
  });
});
