import fc from 'fast-check';
import type { Condition } from '../../domain/condition/condition.ts';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import type { Program, Step, WaitClause } from '../../domain/journey/program.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { done, programOf } from './program.ts';
import * as steps from './steps.ts';

export const experiments: Readonly<Record<string, Experiment>> = {
  tour: {
    experiment: 'tour',
    arms: [{ arm: 'control', weight: 1 }, { arm: 'video', weight: 1 }],
    coverage: 0.8,
    target: null,
  },
}; // prettier-ignore

/** A tree of steps, before it is laid out: a list has an end that leads on to what follows it. */
type Tree = readonly Branching[];
interface Branching {
  readonly lists: readonly Tree[];
  readonly loops: boolean;
  /** The step, when it is known where it and its lists lead. */
  readonly build: (id: string, next: number, entries: readonly number[]) => Step;
}

const durations = fc.constantFrom(hour, 5 * hour, day, 3 * day);
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom(done('A'), done('B')),
  fc.record({ kind: fc.constant('did' as const), event: fc.constantFrom('A', 'B'), within: durations, times: fc.constant([{ kind: 'compare', comparison: 'gte', operand: { kind: 'value', value: 1 } }] as const) }), // prettier-ignore
);
const maybe = fc.option(conditions, { nil: null, freq: 3 });

function leaf(build: (id: string, next: number) => Step): Branching {
  return { lists: [], loops: false, build };
}

const sends = fc
  .record({ templates: fc.subarray(['a', 'b', 'c'], { minLength: 1 }), when: maybe })
  .map(({ templates, when }) => leaf((id, next) => steps.send(id, { templates, when, next })));

const delays = fc.oneof(
  durations.map((duration) => leaf((id, next) => steps.delay(duration, { id, next }))),
  fc.record({ minutes: fc.integer({ min: 0, max: 1439 }), weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }) }).map((rule) => leaf((id, next) => steps.delayBy({ kind: 'time', ...rule }, { id, next }))), // prettier-ignore
  fc.record({ offset: fc.constantFrom(0, -day, hour), minutes: fc.option(fc.integer({ min: 0, max: 1439 })), past: fc.constantFrom('skip' as const, 'now' as const) }).map((rule) => leaf((id, next) => steps.delayBy({ kind: 'trait', path: 'ends', ...rule }, { id, next }))), // prettier-ignore
);

const others = fc.constantFrom<Branching>(
  leaf((id, next) => steps.set({ plan: id }, { id, next })),
  leaf((id, next) => steps.start('second', { id, next })),
  leaf((id) => ({ ...steps.exit('early'), id })),
);

const { tree } = fc.letrec<{ tree: Tree; step: Branching }>((tie) => ({
  tree: fc.array(tie('step'), { maxLength: 4, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthIdentifier: 'steps', depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: sends },
    { weight: 3, arbitrary: delays },
    { weight: 1, arbitrary: others },
    { weight: 3, arbitrary: waits(tie('tree')) },
    { weight: 2, arbitrary: branches(tie('tree')) },
    { weight: 1, arbitrary: repeats(tie('tree')) },
  ),
}));

function waits(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  const shape = { mode: fc.constantFrom('any' as const, 'all' as const), since: fc.constantFrom('step' as const, 'entry' as const), as: fc.option(fc.constantFrom('one', 'two'), { nil: null }), atMost: durations }; // prettier-ignore
  const tests = fc.constantFrom(
    [],
    [{ path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 1 } }] as const,
    [{ path: 'team', comparison: 'eq', operand: { kind: 'ref', path: 'entry.properties.team' } }] as const,
    [{ path: 'rows', comparison: 'eq', operand: { kind: 'ref', path: 'waits.one.properties.rows' } }] as const,
  );
  const made = fc.record({ ...shape, lists: fc.tuple(list, list, list), tests, condition: conditions });
  return made.map(({ lists, tests: where, condition, ...rest }) => ({
    lists,
    loops: false,
    build: (id, next, [a = next, b = next, timeout = next]) => {
      const clauses: readonly WaitClause[] = [
        steps.on('A', { to: a }, where),
        { id: 'c', words: 'c', for: { kind: 'condition', condition }, to: b },
      ];
      return steps.waitAny(clauses, { id, ...rest, done: b, timeout, next });
    },
  }));
}

function branches(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  return fc.record({ lists: fc.tuple(list, list), when: conditions, split: fc.boolean() }).map(({ lists, when, split }) => ({
    lists,
    loops: false,
    build: (id, next, [a = next, b = next]) =>
      split
        ? steps.experiment({ control: a, video: b }, { id, next })
        : steps.branch([{ when, to: a, words: 'a' }, { when: null, to: b, words: 'b' }], { id, next }),
  })); // prettier-ignore
}

function repeats(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  const shape = { upTo: fc.integer({ min: 1, max: 3 }), every: fc.constantFrom(0, hour, day), until: maybe };
  return fc.record({ ...shape, body: list }).map(({ body, ...rest }) => ({
    lists: [body],
    loops: true,
    build: (id, next, [first = next]) => steps.repeat({ id, next, ...rest, body: first }),
  }));
}

/** Lays a tree out as the compiler does: each step before its lists, a loop's list leading back to it. */
function layout(root: Tree, rest: Partial<Program>): Program {
  const flat: Step[] = [];
  const size = (list: Tree): number => list.reduce((sum, { lists }) => sum + 1 + lists.reduce((all, each) => all + size(each), 0), 0); // prettier-ignore
  function place(list: Tree, first: number, after: number): void {
    let index = first;
    list.forEach((branching, position) => {
      const at = index;
      index = at + size([branching]);
      const next = position === list.length - 1 ? after : index;
      let entry = at + 1;
      const back = branching.loops ? at : next;
      const entries = branching.lists.map((nested) => {
        const begins = entry;
        entry += size(nested);
        return nested.length === 0 ? back : begins;
      });
      flat[at] = branching.build(`s${at}`, next, entries);
      branching.lists.forEach((nested, which) => place(nested, entries[which] ?? next, back));
    });
  }
  place(root, 0, -1);
  return programOf(flat, rest);
}

const goal = { milestone: 'goal', event: 'Goal', within: 10 * day };

/** One journey that an event begins, and one that it can start besides. */
export const anyPrograms: fc.Arbitrary<readonly Program[]> = fc
  .record({
    first: tree,
    second: tree,
    goal: fc.boolean(),
    again: fc.constantFrom({ kind: 'never' } as const, { kind: 'always' } as const),
    per: fc.constantFrom(null, 'properties.team'),
  })
  .map(({ first, second, goal: has, again, per }) => [
    layout(first, { again, goal: has ? goal : null, leave: [{ kind: 'event', on: 'Gone' }] }),
    layout(second.filter(isNoStart), { journey: 'second', enrol: [{ on: 'B', first: false, when: null }], again, per }),
  ]); // prettier-ignore

/** A journey that starts itself whenever it ends would never be over. */
function isNoStart({ build, lists }: Branching): boolean {
  return build('', -1, []).kind !== 'start' && lists.flat().every(isNoStart);
}
