import { coverageOf } from '../../../domain/scenario/coverage.ts';
import { runScenario } from '../../../domain/scenario/run.ts';
import type { Expectation, Scenario } from '../../../domain/scenario/scenario.ts';
import { day } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { referenceProgram } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';

const release = releaseOf([referenceProgram]);
const nothing: Expectation = { nudges: null, path: null, reasons: {}, outcome: null };

function scenarioOf(expected: Partial<Expectation>, signsUp = true): Scenario {
  const known = eventOf('bo', null, { at: monday - 1000, traits: { email: 'bo@acme.test' } });
  const events = signsUp ? [known, eventOf('bo', 'Signed Up', { at: monday })] : [known];
  return { journey: 'test', name: 'bo', user: 'bo', start: monday, events, expected: { ...nothing, ...expected } };
}

function differences(expected: Partial<Expectation>, signsUp = true) {
  const result = runScenario(release, scenarioOf(expected, signsUp));
  return result.differences.map(({ about, lines }) => [about, ...lines.map(({ kind, words }) => `${kind} ${words}`)]);
}

const nudge = (template: string, at: number | null = null) => ({ template, at, locale: null });

describe('a scenario', () => {
  it('passes where all is as expected', () => {
    const expected: Expectation = {
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
    expect(differences({ outcome: 'finished' }, false)).toEqual([
      ['outcome', 'expected finished', 'found not-entered'],
    ]);
    expect(differences({ outcome: 'not-entered', nudges: [], path: [] }, false)).toEqual([]);
  });
});

describe('coverage', () => {
  it('counts the steps and the branch cases that were met', () => {
    const { path } = runScenario(release, scenarioOf({}));
    const full = { steps: { all: 6, missed: [] }, cases: { all: 1, missed: [] } };
    expect(coverageOf(referenceProgram, path)).toEqual({ journey: 'test', ...full });
  });

  it('names what was never met', () => {
    const { steps, cases } = coverageOf(referenceProgram, []);
    expect(steps.missed).toEqual(['welcome', 'delay-1d', 'branch', 'wait-profile', 'reminder', 'exit-done']);
    expect(cases.missed).toEqual(['branch 1 "new"']);
  });
});
