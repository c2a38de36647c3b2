import { programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked } from '../../../support/play.ts';
import { send } from '../../../support/steps.ts';
import { day } from '../../../../domain/time/instant.ts';

const refusing = { kind: 'later', because: 'SMTP refused', unsure: false } as const;
const goal = { milestone: 'project', event: 'Project Created', within: 14 * day };

describe('a send step', () => {
  it('sends its template and goes on', () => {
    expect(sent(play([programOf([send('welcome', { next: 1 }), send('again')])]))).toEqual(['welcome', 'again']);
  });

  it('of several templates sends the first that may go out', () => {
    const first = programOf([send('a', { templates: ['a', 'b'] })]);
    expect(sent(play([first]))).toEqual(['a']);
  });

  it('is skipped with its reasons, each once, when none may go out', () => {
    const program = programOf([send('a', { templates: ['a', 'b'], next: 1 }), send('c')]);
    const played = play([program], { traits: { email: 'nobody' } });
    expect(sent(played)).toEqual([]);
    expect(walked(played)).toEqual(['entered entered', 'a skipped', 'c skipped', 'end finished']);
    expect(reasons(played, 'a')).toEqual(['no email address']);
  });

  it('is tried again, visibly, while the provider refuses for now', () => {
    let left = 2;
    const provider = () => (left-- > 0 ? refusing : ({ kind: 'sent', because: 'accepted' } as const));
    const played = play([programOf([send('welcome')])], { provider });
    expect(sent(played)).toEqual(['welcome', 'welcome +1m', 'welcome +3m']);
  });

  it('is dropped when the goal is reached while it is held', () => {
    const played = play([programOf([send('welcome')], { goal })], {
      provider: () => refusing,
      deeds: [['Project Created', '61m']],
    });
    expect(walked(played).slice(-2)).toEqual(['welcome dropped', 'welcome converted']);
    expect(reasons(played, 'welcome')).toContain('goal reached while held');
    // After 0, 1, 3, 7, 15, 25, … 55 minutes, and never after the goal.
    expect(played.nudges).toHaveLength(9);
  });

  it('is dropped when a leave rule holds while it is held', () => {
    const program = programOf([send('welcome')], { leave: [{ kind: 'event', on: 'Account Deleted' }] });
    const played = play([program], { provider: () => refusing, deeds: [['Account Deleted', '1h']] });
    expect(reasons(played, 'welcome')).toContain('left while held');
  });
});
