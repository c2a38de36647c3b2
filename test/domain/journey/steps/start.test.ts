import { day } from '../../../../domain/time/instant.ts';
import type { Program } from '../../../../domain/journey/program.ts';
import { onEvent, programOf } from '../../../support/program.ts';
import { play, sent } from '../../../support/play.ts';
import { delay, send, start } from '../../../support/steps.ts';

const starter = programOf([delay(day, { next: 1 }), start('tips', { next: 2 }), send('after')]);
const tips = (rest: Partial<Program> = {}): Program =>
  programOf([send('tip')], { journey: 'tips', enrol: [], ...rest });

describe('a start step', () => {
  it('lets the user enter another journey, and goes on', () => {
    const played = play([starter, tips()]);
    expect([...sent(played)].sort()).toEqual(['after +1d', 'tip +1d']);
    expect(played.path.find(({ course }) => course === 'tips')?.because).toEqual(['started by test']);
  });

  it('gives it the entry event of its own journey, so that keys and references work', () => {
    const going = programOf(starter.steps, {
      enrol: [onEvent('Go')],
      again: { kind: 'always' },
    });
    const played = play([going, tips({ per: 'properties.team' })], { deeds: [['Go', '', { team: 't1' }]] });
    expect(Object.values(played.user.visits).map(({ key }) => key)).toEqual([null, 't1']);
  });

  it.each<[string, Partial<Program>, string]>([
    ['again: never', { enrol: [onEvent('Signed Up')] }, 'was in this journey before, again: never'],
    ['a missing key', { per: 'properties.team' }, 'the entry event has no properties.team'],
    ['a holdout', { holdout: 1 }, 'held out: bucket'],
  ])('keeps the reason when the door is closed by %s', (_, rest, because) => {
    const { user } = play([starter, tips(rest)]);
    expect(user.refused.at(-1)).toMatchObject({
      journey: 'tips',
      because: ['started by test', expect.stringContaining(because)],
    });
  });
});
