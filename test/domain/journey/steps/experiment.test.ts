import type { Experiment } from '../../../../domain/experiment/experiment.ts';
import { assign } from '../../../../domain/experiment/assign.ts';
import { openPolicy } from '../../../../domain/pacing/policy.ts';
import { day } from '../../../../domain/time/instant.ts';
import { done, onEvent, programOf } from '../../../support/program.ts';
import { play, reasons, sent, walked } from '../../../support/play.ts';
import { branch, delay, experiment, send } from '../../../support/steps.ts';

const arms = [{ arm: 'control', weight: 50 }, { arm: 'video', weight: 50 }]; // prettier-ignore
const tour: Experiment = { experiment: 'tour', arms, coverage: 1, target: null };
const program = programOf([
  experiment({ control: 2, video: 1 }, { next: 2 }),
  send('video', { next: 2 }),
  send('after'),
]);

/** The first users of each arm, by name. */
const people = Array.from({ length: 50 }, (_, index) => `user-${index}`);
const firstMet = (arm: string): string => `50 %, bucket ${assign(tour, of(arm)).bucket}, first met; stays`;
const of = (arm: string): string => people.find((user) => assign(tour, user).arm === arm) ?? '';

describe('an experiment step', () => {
  it.each([
    ['control', ['after']],
    ['video', ['video', 'after']],
  ])('sends who falls into %s that way', (arm, expected) => {
    expect(sent(play([program], { user: of(arm), experiments: { tour } }))).toEqual(expected);
  });

  it('stores the arm, and says how it was chosen', () => {
    const played = play([program], { user: of('video'), experiments: { tour } });
    expect(played.user.arms).toEqual({ tour: 'video' });
    expect(walked(played)).toContain('tour arm video');
    expect(reasons(played, 'tour')).toEqual([firstMet('video')]);
  });

  it('leaves an exposure in the decision, with its bucket and probability', () => {
    const stops = programOf([experiment({ control: 1, video: 1 }, { next: 1 }), delay(day)]);
    const { user } = play([stops], { user: of('video'), experiments: { tour }, until: Date.UTC(2026, 2, 2, 10) });
    const { bucket } = assign(tour, of('video'));
    expect(user.visits.test!.decision!.exposures).toEqual([
      { experiment: 'tour', arm: 'video', at: Date.UTC(2026, 2, 2, 9), bucket, probability: 0.5 },
    ]);
  });

  it('keeps the stored arm, whatever the weights are now', () => {
    const later = programOf(program.steps, { journey: 'later', enrol: [onEvent('Go')] });
    const moved = { ...tour, arms: [{ arm: 'video', weight: 1 }], coverage: 1 };
    const { user } = play([program], { user: of('control'), experiments: { tour } });
    expect(user.arms).toEqual({ tour: 'control' });
    expect(assign(moved, of('control')).arm).toBe('video');
    const played = play([program, later], { user: of('control'), experiments: { tour }, deeds: [['Go', '1d']] });
    expect(reasons(played, 'tour')).toEqual([firstMet('control'), 'met before']);
  });

  it.each<[string, Partial<Experiment>, string]>([
    ['outside its target', { target: done('Paid') }, 'Paid not done, needs 1'],
    ['outside its coverage', { coverage: 0.0001 }, 'is outside the coverage of 0 %'],
  ])('goes on after itself with who is %s, in no arm', (_, rest, because) => {
    const played = play([program], { user: of('video'), experiments: { tour: { ...tour, ...rest } } });
    expect(sent(played)).toEqual(['after']);
    expect(walked(played)).toContain('tour no arm');
    expect(reasons(played, 'tour').join()).toContain(because);
    expect(played.user.arms).toEqual({});
  });

  it('goes on after itself with who is kept out by the policy, in no arm', () => {
    const policy = { ...openPolicy, holdout: { id: 'all', share: 0.999_999 } };
    const played = play([program], { user: of('video'), experiments: { tour }, policy });
    expect(walked(played)).toContain('tour no arm');
    expect(reasons(played, 'tour').join()).toMatch(/^held out: bucket .*, holdout below 0\.999999$/);
    expect(played.user.arms).toEqual({});
  });

  it('makes the arm a fact for the steps after it', () => {
    const inVideo = { kind: 'field', path: 'arms.tour', type: 'string', tests: [{ kind: 'compare', comparison: 'eq', operand: { kind: 'value', value: 'video' } }] } as const; // prettier-ignore
    const asks = programOf([
      experiment({ control: 1, video: 1 }, { next: 1 }),
      branch([{ when: inVideo, to: 2, words: 'video' }]),
      send('video fans'),
    ]);
    expect(sent(play([asks], { user: of('video'), experiments: { tour } }))).toEqual(['video fans']);
    expect(sent(play([asks], { user: of('control'), experiments: { tour } }))).toEqual([]);
  });
});
