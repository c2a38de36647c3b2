import type { Sending } from '../../../domain/enrolment/deliver.ts';
import { play, reasons } from '../../support/play.ts';
import { programOf } from '../../support/program.ts';
import { inAppOf, mailOf } from '../../support/release.ts';
import { delay, send } from '../../support/steps.ts';

const templates = { welcome: mailOf('welcome'), hint: inAppOf('hint') };
const program = programOf([send('welcome', { id: 'tips', templates: ['welcome', 'hint'], next: 1 }), delay()]);

describe('a nudge that goes out in place of another one', () => {
  it('is told with why the one before it did not', () => {
    const played = play([program], { templates, traits: { email: null } });
    expect(reasons(played, 'tips')).toEqual(['in-app accepted', 'not welcome: no email address']);
  });

  it('is told alone where it was the first', () => {
    expect(reasons(play([program], { templates }), 'tips')).toEqual(['email accepted']);
  });

  it('keeps why while nobody knows whether it went out', () => {
    const instead: (readonly string[] | undefined)[] = [];
    const provider = ({ entry }: Sending) => {
      instead.push(entry.instead);
      if (instead.length === 1) return { kind: 'later', because: 'broke off', unsure: true } as const;
      return { kind: 'sent', because: 'in-app accepted' } as const;
    };
    const played = play([program], { templates, traits: { email: null }, provider });
    expect(instead).toEqual([['not welcome: no email address'], ['not welcome: no email address']]);
    expect(reasons(played, 'tips').slice(-1)).toEqual(['not welcome: no email address']);
  });
});
