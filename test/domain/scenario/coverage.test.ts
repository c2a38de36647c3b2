import { coverageOf } from '../../../domain/scenario/coverage.ts';
import { runScenario } from '../../../domain/scenario/run.ts';
import type { Program } from '../../../domain/journey/program.ts';
import type { Condition } from '../../../domain/condition/condition.ts';
import { day, hour } from '../../../domain/time/instant.ts';
import { eventOf, monday } from '../../support/event.ts';
import { done, onEvent, programOf, referenceProgram } from '../../support/program.ts';
import { releaseOf } from '../../support/release.ts';
import { scenarioOf, type ScenarioParts } from '../../support/scenario.ts';
import * as steps from '../../support/steps.ts';

const arms = [{ arm: 'control', weight: 50 }, { arm: 'video', weight: 50 }]; // prettier-ignore
const experiments = { tour: { experiment: 'tour', arms, coverage: 0.5, target: null } };

/** The coverage of one journey by some stories. */
function covered(program: Program, stories: readonly ScenarioParts[]) {
  const release = releaseOf([program], { experiments });
  const results = stories.map((parts) => runScenario(release, scenarioOf({ journey: program.journey, ...parts })));
  const [coverage] = coverageOf(release, results);
  return coverage!;
}

const missed = (program: Program, ...stories: readonly ScenarioParts[]) => covered(program, stories).ways.missed;

/** A story in which these events happen, each an hour after the one before. */
function events(...names: readonly string[]): ScenarioParts {
  return { deeds: ['Signed Up', ...names].map((name, index) => eventOf('bo', name, { at: monday + index * hour })) };
}

describe('coverage', () => {
  it('counts steps and ways', () => {
    expect(covered(referenceProgram, [{}])).toEqual({
      journey: 'test',
      percent: 81,
      steps: { all: 6, missed: [] },
      ways: { all: 5, missed: ['test/branch · no case', 'test/wait-profile · done'] },
    });
  });

  it('names all that was never met, in the order of the journey', () => {
    const { percent, steps: part, ways } = covered(referenceProgram, []);
    expect(percent).toBe(0);
    expect(part.missed).toEqual(['test/welcome', 'test/delay-1d', 'test/branch', 'test/wait-profile', 'test/reminder', 'test/exit-done']); // prettier-ignore
    expect(ways.missed).toEqual(['test · enrol Signed Up', 'test/branch · case 1 "new"', 'test/branch · no case', 'test/wait-profile · done', 'test/wait-profile · timeout']); // prettier-ignore
  });

  it('is whole where there is nothing to meet', () => {
    expect(covered(programOf([], { enrol: [] }), [])).toMatchObject({ percent: 100 });
  });

  it('counts each clause of any, and the timeout', () => {
    const program = programOf([steps.waitAny([steps.on('A'), steps.on('A after B', { id: 'both' }), steps.on('B')])]);
    expect(missed(program, events('B'))).toEqual(['test/wait · clause A', 'test/wait · clause both', 'test/wait · timeout']); // prettier-ignore
    expect(missed(program, events('A'), {}, events('A after B'))).toEqual(['test/wait · clause B']);
  });

  it('counts the clauses of all as met together', () => {
    const program = programOf([steps.waitAny([steps.on('A'), steps.on('B')], { mode: 'all' })]);
    expect(missed(program, events('A'))).toEqual(['test/wait · clause A', 'test/wait · clause B']);
    expect(missed(program, events('B', 'A'))).toEqual(['test/wait · timeout']);
  });

  it('counts cases with otherwise, or else no case', () => {
    const [a, b] = [{ when: done('A'), to: -1, words: 'A' }, { when: null, to: -1, words: '' }]; // prettier-ignore
    expect(missed(programOf([steps.branch([a, b])]), {})).toEqual(['test/branch · case 1 "A"']);
    expect(missed(programOf([steps.branch([a])]))).toEqual(['test · enrol Signed Up', 'test/branch · case 1 "A"', 'test/branch · no case']); // prettier-ignore
  });

  it('counts each arm, and no arm where not everybody gets one', () => {
    const program = programOf([steps.experiment({ control: -1, video: -1 })]);
    expect(missed(program, { arms: { tour: 'video' } })).toEqual(['test/tour · arm control', 'test/tour · no arm']);
    expect(missed(program, { arms: { tour: 'control' } }, { arms: { tour: null } })).toEqual(['test/tour · arm video']);
  });

  it('counts the end of rounds by their number and by until', () => {
    const program = programOf([steps.repeat({ upTo: 2, until: done('A'), body: 1 }), steps.delay(hour, { next: 0 })]);
    expect(missed(program, {})).toEqual(['test/repeat · until']);
    expect(missed(program, events('A'))).toEqual(['test/repeat · all 2 rounds']);
    const endless = programOf([steps.repeat({ upTo: 2, body: 1 }), steps.delay(hour, { next: 0 })]);
    expect(missed(endless)).toEqual(['test · enrol Signed Up', 'test/repeat · all 2 rounds']);
  });

  it('takes a step that was only passed over for one that was not met', () => {
    const program = programOf([steps.send('tips', { when: done('A') })]);
    expect(covered(program, [{}])).toMatchObject({ steps: { missed: ['test/tips'] }, ways: { missed: [] } });
    const late = eventOf('bo', 'A', { at: monday - 1 });
    const story = { deeds: [late, eventOf('bo', 'Signed Up', { at: monday })] };
    expect(covered(program, [story])).toMatchObject({ steps: { missed: [] }, ways: { missed: ['test/tips · passed over'] } }); // prettier-ignore
  });

  it('counts the goal and each leave rule', () => {
    const gone: Condition = { kind: 'segment', segment: 'gone', condition: done('B'), is: true };
    const program = programOf([steps.delay(9 * day)], {
      goal: { milestone: 'a', event: 'A', within: 3 * day },
      leave: [{ kind: 'event', on: 'Gone' }, { kind: 'condition', when: gone, words: 'gone' }, { kind: 'after', after: 5 * day }], // prettier-ignore
    });
    const all = ['test · goal A', 'test · leave Gone', 'test · leave gone', 'test · leave after 5 days'];
    const stories = [events('A'), events('Gone'), events('B'), {}];
    stories.forEach((story, index) => expect(missed(program, story)).toEqual(all.toSpliced(index, 1)));
    expect(missed(program, ...stories)).toEqual([]);
  });

  it('tells two enrol rules of one event apart', () => {
    const program = programOf([], {
      enrol: [onEvent('Signed Up', { when: done('A') }), onEvent('Signed Up', { first: true }), onEvent('B')],
    });
    expect(missed(program, {})).toEqual(['test · enrol Signed Up (A)', 'test · enrol B']);
    const again = {
      deeds: ['Signed Up', 'A', 'Signed Up'].map((name, at) => eventOf('bo', name, { at: monday + at })),
    };
    expect(missed({ ...program, again: { kind: 'always' } }, again)).toEqual(['test · enrol B']);
  });
});
