import fc from 'fast-check';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import type { Goal, LeaveRule, Program, Step } from '../../domain/journey/program.ts';
import { day } from '../../domain/time/instant.ts';
import { durations, trait } from './arbitrary-condition.ts';
import { anyTree, longTree, type Branching, type Tree } from './arbitrary-step.ts';
import { done, onEvent, programOf } from './program.ts';

const arms = [{ arm: 'control', weight: 1 }, { arm: 'video', weight: 1 }]; // prettier-ignore

export const experiments: Readonly<Record<string, Experiment>> = {
  tour: { experiment: 'tour', arms, coverage: 0.8, target: null },
  aimed: { experiment: 'aimed', arms, coverage: 1, target: done('A') },
};

function sizeOf(list: Tree): number {
  return list.reduce((sum, { lists }) => sum + 1 + lists.reduce((all, each) => all + sizeOf(each), 0), 0);
}

/** Lays a tree out as the compiler does: each step before its lists, a loop's list leading back to it. */
function layout(root: Tree, rest: Partial<Program>): Program {
  const flat: Step[] = [];
  function place(list: Tree, first: number, after: number): void {
    let index = first;
    list.forEach((branching, position) => {
      const at = index;
      index = at + sizeOf([branching]);
      const next = position === list.length - 1 ? after : index;
      let entry = at + 1;
      const back = branching.loops ? at : next;
      const entries = branching.lists.map((nested) => {
        const begins = entry;
        entry += sizeOf(nested);
        return nested.length === 0 ? back : begins;
      });
      flat[at] = branching.build(`s${at}`, next, entries);
      branching.lists.forEach((nested, which) => place(nested, entries[which] ?? next, back));
    });
  }
  place(root, 0, -1);
  return programOf(flat, rest);
}

/** Also the event that waits wait for: of one event that does both, the goal comes first. */
const goals: fc.Arbitrary<Goal | null> = fc.option(
  fc.record({
    milestone: fc.constant('goal'),
    event: fc.constantFrom('Goal', 'Goal', 'Goal', 'A'),
    within: fc.constantFrom(day, 10 * day),
  }),
  { nil: null, freq: 2 },
);

const leaveRules = fc.oneof(
  fc.constant<LeaveRule>({ kind: 'event', on: 'Gone' }),
  fc.constant<LeaveRule>({ kind: 'condition', when: trait('plan', 'gone'), words: 'gone' }),
  durations.map((after): LeaveRule => ({ kind: 'after', after: after + day })),
);
const leaves = fc.uniqueArray(leaveRules, { maxLength: 3, selector: ({ kind }) => kind });

const again = fc.constantFrom<Program['again']>({ kind: 'never' }, { kind: 'always' }, { kind: 'after', after: day });

/** One journey that an event begins, and one that another event begins and that the first can start besides. */
export const anyPrograms: fc.Arbitrary<readonly Program[]> = fc
  .record({
    first: longTree,
    second: anyTree,
    ends: fc.record({ goal: goals, leave: leaves }),
    endsSecond: fc.record({ goal: goals, leave: leaves }),
    again,
    per: fc.constantFrom(null, 'properties.team'),
    exclusive: fc.constantFrom(null, null, null, 'lifecycle'),
  })
  .map(({ first, second, ends, endsSecond, again: back, per, exclusive }) => [
    layout(first, { again: back, exclusive, ...ends }),
    layout(second.filter(isNoStart), { journey: 'second', enrol: [onEvent('B')], again: back, per, exclusive, ...endsSecond }),
  ]); // prettier-ignore

/** A journey that starts itself whenever it ends would never be over. */
function isNoStart({ build, lists }: Branching): boolean {
  return build('', -1, []).kind !== 'start' && lists.flat().every(isNoStart);
}
