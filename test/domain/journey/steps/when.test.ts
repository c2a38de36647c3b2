import { done, programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked } from '../../../support/play.ts';
import { delay, exit, send } from '../../../support/steps.ts';
import { day } from '../../../../domain/time/instant.ts';

const when = done('Invited');

describe('a step with `when`', () => {
  const program = programOf([delay(day, { next: 1 }), send('invite', { when, next: 2 }), send('bye')]);

  it('is taken when it holds on arrival', () => {
    expect(sent(play([program], { deeds: [['Invited', '1h']] }))).toEqual(['invite +1d', 'bye +1d']);
  });

  it('is passed over when it does not, and says why', () => {
    const played = play([program]);
    expect(sent(played)).toEqual(['bye +1d']);
    expect(walked(played)).toContain('invite passed over');
    expect(reasons(played, 'invite')).toEqual(['Invited not done, needs 1']);
  });

  it('is not asked again once a delay has begun', () => {
    const asked = programOf([delay(day, { when, next: 1 }), exit('done')]);
    expect(walked(play([asked], { deeds: [['Invited', '1h']] }))).not.toContain('pause done');
  });

  it('of a nudge is asked again when a refusing provider is tried again', () => {
    const never = done('Never');
    const asked = programOf([
      send('invite', { when: { kind: 'nor', of: [when] }, next: 1 }),
      send('bye', { when: never }),
    ]);
    const provider = () => ({ kind: 'later', because: 'refused for now', unsure: false }) as const;
    const played = play([asked], { provider, deeds: [['Invited', '4m']] });
    expect(walked(played).filter((line) => line.startsWith('invite'))).toEqual([
      'invite refused for now',
      'invite refused for now',
      'invite refused for now',
      'invite passed over',
    ]);
  });
});
