import { isBehind, knowing } from '../../../domain/enrolment/adopt.ts';
import { reconcile, type Finding } from '../../../domain/enrolment/reconcile.ts';
import type { Progress, Sighting } from '../../../domain/enrolment/sighting.ts';
import { newVisit } from '../../../domain/enrolment/new-visit.ts';
import { newUser, type User } from '../../../domain/enrolment/user.ts';
import type { Visit } from '../../../domain/enrolment/visit.ts';
import { hour } from '../../../domain/time/instant.ts';
import { monday } from '../../support/event.ts';

/** A user with a visit to "test", to which nothing else is known; nobody where there is none. */
function user(visit: Partial<Visit> | null): User {
  const entry = { event: 'e-1', at: monday, receivedAt: monday, because: ['Signed Up'] };
  const fresh = newVisit({ visit: 1, key: null, exclusive: null, release: 'r-1', entry });
  if (visit === null) return newUser('bo');
  const todo = [{ kind: 'start', course: 'test', visit: 1, at: monday }, { kind: 'start', course: 'other', visit: 1, at: monday }] as const; // prettier-ignore
  return { ...newUser('bo'), visits: { test: { ...fresh, ...visit } }, todo };
}

const open = { status: 'open', number: 3 } as const;
const closed = { status: 'closed', number: 3, endedAt: monday } as const;

function run(visit: number, { release = 'r-1', startedAt = monday } = {}): { enrolment: never; startedAt: number } {
  return { enrolment: { journey: 'test', user: 'bo', visit, release } as never, startedAt };
}
const running = (visit: number, number: number | null, rest = {}): Sighting => {
  const progress: Progress | null = number === null ? null : { number, entry: monday };
  return { kind: 'running', run: run(visit, rest), progress };
};
const over = (visit: number, rest = {}): Sighting => {
  const end = { at: monday + hour, outcome: 'terminated', words: 'by a person' } as const;
  return { kind: 'over', run: run(visit, rest), ...end };
};
const none: Sighting = { kind: 'none' };

function found(before: User, sighting: Sighting): Finding {
  return reconcile(before, 'test', { sighting, now: monday + 2 * hour });
}

describe('what a document and Temporal say of each other', () => {
  it.each<[string, Partial<Visit> | null, Sighting, Partial<Finding>]>([
    ['nobody knows anything', null, none, { kind: 'agreed' }],
    ['a visit is over, its workflow forgotten', closed, none, { kind: 'agreed' }],
    ['a visit is over, and so is its workflow', closed, over(1), { kind: 'agreed' }],
    ['a visit is open, and its workflow is as far', open, running(1, 3), { kind: 'agreed' }],
    ['a visit is open, and its workflow was reset to before', open, running(1, 1), { kind: 'wake', disagreement: 'ahead', number: 1 }],
    ['a visit is about to start', {}, none, { kind: 'start' }],
    ['a visit is about to start for the second time', { visit: 2 }, over(1), { kind: 'start' }],
    ['a visit is about to start, and its workflow has', {}, running(1, null), { kind: 'agreed' }],
    ['a visit is about to start, and the workflow before is closing', { visit: 2 }, running(1, null), { kind: 'agreed' }],
    ['a visit is about to start, and the workflow before waits', { visit: 2 }, running(1, 3), { kind: 'wake', disagreement: 'outlived', number: 3 }],
    ['a visit is over, and its workflow waits', closed, running(1, 2), { kind: 'wake', disagreement: 'outlived', number: 2 }],
    ['a restored visit is behind its workflow', open, running(1, 5), { kind: 'wake', disagreement: 'behind', number: 5 }],
    ['a restored start is behind its workflow', {}, running(1, 5), { kind: 'wake', disagreement: 'behind', number: 5 }],
    ['a workflow runs that nobody knows', null, running(1, 5), { kind: 'adopted', number: 5 }],
    ['a workflow runs of a later visit', closed, running(2, null), { kind: 'adopted', number: null }],
    ['a number was given twice, for another release', {}, running(1, 5, { release: 'r-0' }), { kind: 'adopted' }],
    ['the workflow of an open visit is over', open, over(1), { kind: 'ended', disagreement: 'ended', enrolsAgain: false }],
    ['the workflow of an open visit is gone', open, none, { kind: 'ended', disagreement: 'ended' }],
    ['a workflow was over before its first decision', {}, over(1), { kind: 'ended', disagreement: 'ended', enrolsAgain: false }],
    ['somebody on the way in was here before', {}, over(1, { startedAt: monday - hour }), { kind: 'ended', disagreement: 'lost', enrolsAgain: true }],
    ['a later visit was lost, which is over', closed, over(3), { kind: 'ended', disagreement: 'lost', enrolsAgain: false }],
  ])('%s', (...[, visit, sighting, expected]) => {
    expect(found(user(visit), sighting)).toMatchObject(expected);
  }); // prettier-ignore

  it.each([
    ['closed by its workflow’s end', open, over(1), { status: 'closed', visit: 1, number: 4, endedAt: monday + hour }],
    ['kept again with the number it had', null, over(3), { status: 'closed', visit: 3, endedAt: monday + hour }],
    ['taken over behind its workflow', null, running(2, 5), { status: 'open', visit: 2, number: 0, release: 'r-1' }],
  ] as const)(
    'a visit that is mended is %s, and nothing is left to tell its workflow',
    (...[, visit, sighting, expected]) => {
      const finding = found(user(visit), sighting);
      if (finding.kind !== 'ended' && finding.kind !== 'adopted') throw new Error(finding.kind);
      expect(finding.user.visits.test).toMatchObject(expected);
      expect(finding.user.todo.filter((intent) => intent.kind !== 'event' && intent.course === 'test')).toEqual([]);
      expect(found(finding.user, sighting).kind).toBe(sighting.kind === 'running' ? 'wake' : 'agreed');
    },
  );

  it('what belongs to other courses is left to do', () => {
    const finding = found(user(open), over(1));
    expect(finding.kind === 'ended' ? finding.user.todo : []).toMatchObject([{ course: 'other' }]);
  });
});

describe('a workflow that asks', () => {
  const asking = (visit: number, number: number): { course: string; visit: number; number: number } => ({ course: 'test', visit, number }); // prettier-ignore

  it.each([
    ['is ahead of a document that has fewer decisions', open, asking(1, 4), true],
    ['is ahead of one that does not know its visit', closed, asking(2, 1), true],
    ['is ahead of one that does not know its user', null, asking(1, 1), true],
    ['is not ahead of one with as many', open, asking(1, 3), false],
    ['is not ahead after a reset', open, asking(1, 1), false],
    ['is not ahead of a later visit', { ...open, visit: 2 }, asking(1, 9), false],
    ['is never ahead before its first decision', null, asking(1, 0), false],
  ])('%s', (...[, visit, question, behind]) => {
    expect(isBehind(user(visit), question)).toBe(behind);
  });

  it('makes its visit known to a document that has lost it, and to no other', () => {
    const enrolment = { journey: 'test', user: 'bo', visit: 2, release: 'r-1' };
    const adopting = { enrolment, entry: monday, number: 5 };
    expect(knowing(user(closed), 'test', adopting).visits.test).toMatchObject({ visit: 2, status: 'open', number: 0 });
    const newer = user({ ...open, visit: 3 });
    expect(knowing(newer, 'test', adopting)).toBe(newer);
  });
});
