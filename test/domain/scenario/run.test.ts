import { runScenario } from '../../../domain/scenario/run.ts';
import type { Expectation } from '../../../domain/scenario/scenario.ts';
import { day, hour, minute } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { programOf, referenceProgram } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { scenarioOf, type ScenarioParts } from '../../support/scenario.ts';
import { experiment, send } from '../../support/steps.ts';

const release = releaseOf([referenceProgram]);

function differences(expected: Partial<Expectation>, parts: ScenarioParts = {}, played = release) {
  const result = runScenario(played, scenarioOf({ expected, ...parts }));
  return result.differences.map(({ about, lines }) => [about, ...lines.map(({ kind, words }) => `${kind} ${words}`)]);
}

const nudge = (template: string, at: number | null = null) => ({ template, at, locale: null });

describe('a scenario', () => {
  it('passes where all is as expected', () => {
    const expected: Partial<Expectation> = {
      nudges: [nudge('welcome', monday), nudge('reminder', monday + 4 * day)],
      path: ['entered', 'welcome', 'delay-1d', 'branch', 'wait-profile', 'reminder', 'exit-done'],
      reasons: { 'wait-profile': 'not Profile Completed within 3 days' },
      outcome: 'finished',
    };
    expect(differences(expected)).toEqual([]);
  });

  it('passes where nothing is expected', () => {
    expect(differences({})).toEqual([]);
  });

  it('tells nudges that are missing, that are too many and that come at another time', () => {
    expect(differences({ nudges: [nudge('welcome', monday + day), nudge('tips')] })).toEqual([
      ['nudges', 'expected welcome at 1d', 'expected tips', 'found welcome at 0s in en', 'found reminder at 4d in en'],
    ]);
  });

  it('tells where the path is another', () => {
    expect(differences({ path: ['entered', 'welcome', 'branch', 'tips', 'wait-profile', 'reminder', 'exit-done'] })).toEqual([
      [
        'path',
        'same entered (entered at 0s)',
        'same welcome (sent at 0s)',
        'found delay-1d (done at 1d)',
        'same branch (1 "new" taken at 1d)',
        'expected tips',
        'same wait-profile (timeout at 4d)',
        'same reminder (sent at 4d)',
        'same exit-done (finished at 4d)',
      ],
    ]);
  }); // prettier-ignore

  it('tells a reason that is another, and one of a step that was never met', () => {
    expect(differences({ reasons: { welcome: 'skipped', tips: 'sent' } })).toEqual([
      [
        'reasons',
        'expected welcome: skipped',
        'found welcome: sent; email accepted',
        'expected tips: sent',
        'found tips: never met',
      ],
    ]);
  });

  it('tells how it ended', () => {
    expect(differences({ outcome: 'converted' })).toMatchObject([['outcome', 'expected converted', expect.stringMatching(/^found finished/)]]); // prettier-ignore
    expect(differences({ outcome: 'finished' }, { deeds: [] })).toEqual([
      ['outcome', 'expected finished', 'found not-entered'],
    ]);
    expect(differences({ outcome: 'not-entered', nudges: [], path: [] }, { deeds: [] })).toEqual([]);
  });
});

describe('a scenario that is over before its journey', () => {
  const until = monday + 2 * day;

  it('is open, at a step', () => {
    expect(differences({ outcome: 'open', step: 'wait-profile', nudges: [nudge('welcome')] }, { until })).toEqual([]);
  });

  it('tells where it stands otherwise', () => {
    const found = 'found open at wait-profile (wait up to 3 days for Profile Completed)';
    expect(differences({ outcome: 'finished', step: 'delay-1d' }, { until })).toEqual([
      ['outcome', 'expected finished', found],
      ['step', 'expected delay-1d', found],
    ]);
    expect(differences({ step: 'wait-profile' }, { until: monday + 9 * day })).toEqual([
      ['step', 'expected wait-profile', 'found finished (done)'],
    ]);
  });
});

describe('nudges that should not go out', () => {
  it('are told where they do', () => {
    expect(differences({ never: ['reminder', 'tips'] })).toEqual([
      ['never', 'expected never reminder', 'found reminder at 4d in en'],
    ]);
  });

  it('are skipped with a reason', () => {
    const parts = { traits: { email: null } };
    expect(differences({ skipped: { welcome: 'no email address' }, nudges: [], never: ['welcome'] }, parts)).toEqual(
      [],
    );
    expect(differences({ skipped: { welcome: 'quiet' } }, parts)).toEqual([
      ['skipped', 'expected welcome: quiet', 'found welcome: skipped; no email address'],
    ]);
  });

  it('are not skipped when they were sent, nor held', () => {
    expect(differences({ skipped: { welcome: 'accepted' }, held: { welcome: 'accepted', tips: '' } })).toEqual([
      ['skipped', 'expected welcome: accepted', 'found welcome: sent; email accepted'],
      ['held', 'expected welcome: accepted', 'found welcome: sent; email accepted', 'expected tips: ', 'found tips: never met'], // prettier-ignore
    ]);
  });
});

describe('a provider that refuses', () => {
  it('for a while has the nudge go out later', () => {
    const refusals = [{ template: 'welcome', lasts: 25 * minute }];
    const expected = {
      nudges: [nudge('welcome', monday + 25 * minute), nudge('reminder', monday + 4 * day + 25 * minute)],
      held: { welcome: 'email refused for now' },
    };
    expect(differences(expected, { refusals })).toEqual([]);
  });

  it('for good has nothing go out to that address any more', () => {
    const refusals = [{ template: 'welcome', lasts: null }];
    const skipped = { welcome: 'email refused for good', reminder: 'the address refused mail before' };
    expect(differences({ nudges: [], skipped }, { refusals })).toEqual([]);
  });
});

describe('an arm that is given', () => {
  const split = programOf([experiment({ control: 1, video: 2 }), send('plain'), send('film')]);
  const arms = [{ arm: 'control', weight: 50 }, { arm: 'video', weight: 50 }]; // prettier-ignore
  const target = { kind: 'completed', milestone: 'b', event: 'B', is: false } as const;
  const experiments = { tour: { experiment: 'tour', arms, coverage: 0.1, target } };
  const played = releaseOf([split], { experiments });
  const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);

  it.each([['control', ['plain']], ['video', ['film']], [null, []]])('is everybody\'s: %s', (arm, sent) => {
    for (const user of users) {
      expect(differences({ nudges: sent.map((name) => nudge(name)) }, { user, arms: { tour: arm } }, played)).toEqual([]);
    }
  }); // prettier-ignore

  it('is not given to whoever is outside of the target', () => {
    const deeds = [eventOf('bo', 'B', { at: monday - 1 }), eventOf('bo', 'Signed Up', { at: monday })];
    expect(differences({ reasons: { tour: 'no arm' } }, { deeds, arms: { tour: 'video' } }, played)).toEqual([]);
  });
});

describe('an event that is received late', () => {
  it('is seen when it is received', () => {
    const late = eventOf('bo', 'Profile Completed', { at: monday + 30 * hour, timestamp: monday + 26 * hour });
    const deeds = [eventOf('bo', 'Signed Up', { at: monday }), late];
    expect(differences({ nudges: [nudge('welcome'), nudge('reminder', monday + 30 * hour)] }, { deeds })).toEqual([]);
  });
});
