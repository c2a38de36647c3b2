import fc from 'fast-check';
import type { Step, WaitClause } from '../../domain/journey/program.ts';
import { day, hour } from '../../domain/time/instant.ts';
import { conditions, durations, seldom } from './arbitrary-condition.ts';
import * as steps from './steps.ts';

/** A tree of steps, before it is laid out: a list has an end that leads on to what follows it. */
export type Tree = readonly Branching[];
export interface Branching {
  readonly lists: readonly Tree[];
  readonly loops: boolean;
  /** The step, when it is known where it and its lists lead. */
  readonly build: (id: string, next: number, entries: readonly number[]) => Step;
}

function leaf(build: (id: string, next: number) => Step): Branching {
  return { lists: [], loops: false, build };
}

const sends = fc
  .record({ templates: fc.subarray(['a', 'b', 'c'], { minLength: 1 }), held: fc.boolean() })
  .map(({ templates, held }) =>
    leaf((id, next) => steps.send(id, { templates, next, hold: held ? { atMost: day, else: 'skip' } : null })),
  );

const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 });
const minutes = fc.integer({ min: 0, max: 1439 });

const delays = fc.oneof(
  durations.map((duration) => leaf((id, next) => steps.delay(duration, { id, next }))),
  fc.record({ minutes, weekdays }).map((rule) => leaf((id, next) => steps.delayBy({ kind: 'time', ...rule }, { id, next }))), // prettier-ignore
  fc.record({ offset: fc.constantFrom(0, -day, hour), minutes: fc.option(minutes), past: fc.constantFrom('skip' as const, 'now' as const) }).map((rule) => leaf((id, next) => steps.delayBy({ kind: 'trait', path: 'ends', ...rule }, { id, next }))), // prettier-ignore
);

const sets = fc
  .constantFrom('team', 'solo', 'gone')
  .map((plan) => leaf((id, next) => steps.set({ plan }, { id, next })));
const starts = fc.constant(leaf((id, next) => steps.start('second', { id, next })));
const exits = fc.constant(leaf((id) => ({ ...steps.exit('early'), id })));

/** What an event clause asks of the properties; references lead somewhere or nowhere. */
const tests = fc.constantFrom(
  [],
  [{ path: 'rows', comparison: 'gte', operand: { kind: 'value', value: 1 } }] as const,
  [{ path: 'rows', comparison: 'in', operand: { kind: 'list', values: [1, 2, 3] } }] as const,
  [{ path: 'team', comparison: 'eq', operand: { kind: 'ref', path: 'entry.properties.team' } }] as const,
  [{ path: 'rows', comparison: 'gte', operand: { kind: 'ref', path: 'waits.one.properties.rows' } }] as const,
);

function waits(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  const shape = {
    mode: fc.constantFrom('for' as const, 'any' as const, 'any' as const, 'all' as const),
    since: fc.constantFrom('step' as const, 'step' as const, 'entry' as const),
    as: fc.option(fc.constantFrom('one', 'two'), { nil: null }),
    atMost: durations,
  };
  const made = fc.record({ ...shape, lists: fc.tuple(list, list, list), where: tests, condition: conditions, which: fc.shuffledSubarray([0, 1, 2], { minLength: 1 }) }); // prettier-ignore
  return made.map(({ lists, where, condition, which, ...rest }) => ({
    lists,
    loops: false,
    build: (id, next, [a = next, b = next, timeout = next]) => {
      const all: readonly WaitClause[] = [
        steps.on('A', { to: a }, where),
        { id: 'c', words: 'c', for: { kind: 'condition', condition }, to: b },
        steps.on('B', { to: b }),
      ];
      const chosen = which.flatMap((index) => all[index] ?? []);
      const clauses = rest.mode === 'for' ? chosen.slice(0, 1) : chosen;
      return steps.waitAny(clauses, { id, ...rest, done: a, timeout, next });
    },
  }));
}

function branches(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  return fc.record({ lists: fc.tuple(list, list), when: conditions, otherwise: fc.boolean() }).map(({ lists, when, otherwise }) => ({
    lists,
    loops: false,
    build: (id, next, [a = next, b = next]) =>
      steps.branch([{ when, to: a, words: 'a' }, ...(otherwise ? [{ when: null, to: b, words: 'b' }] : [])], { id, next }),
  })); // prettier-ignore
}

function splits(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  return fc.record({ lists: fc.tuple(list, list), experiment: fc.constantFrom('tour', 'aimed') }).map(({ lists, experiment }) => ({
    lists,
    loops: false,
    build: (id, next, [control = next, video = next]) => steps.experiment({ control, video }, { id, next, experiment }),
  })); // prettier-ignore
}

function repeats(list: fc.Arbitrary<Tree>): fc.Arbitrary<Branching> {
  const shape = { upTo: fc.integer({ min: 1, max: 3 }), every: fc.constantFrom(0, hour, day), until: fc.option(conditions, { nil: null }) }; // prettier-ignore
  return fc.record({ ...shape, body: list }).map(({ body, ...rest }) => ({
    lists: [body],
    loops: true,
    build: (id, next, [first = next]) => steps.repeat({ id, next, ...rest, body: first }),
  }));
}

/** A step that is sometimes passed over. */
function conditional(step: fc.Arbitrary<Branching>): fc.Arbitrary<Branching> {
  const mostlyNone = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: seldom });
  return fc.tuple(step, mostlyNone).map(([branching, when]) => ({
    ...branching,
    build: (...where) => ({ ...branching.build(...where), when }),
  }));
}

const { tree, step } = fc.letrec<{ tree: Tree; step: Branching }>((tie) => ({
  tree: fc.array(conditional(tie('step')), { maxLength: 4, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthIdentifier: 'steps', depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: sends },
    { weight: 4, arbitrary: delays },
    { weight: 2, arbitrary: sets },
    { weight: 1, arbitrary: starts },
    { weight: 1, arbitrary: exits },
    { weight: 6, arbitrary: waits(tie('tree')) },
    { weight: 2, arbitrary: branches(tie('tree')) },
    { weight: 2, arbitrary: splits(tie('tree')) },
    { weight: 2, arbitrary: repeats(tie('tree')) },
  ),
}));

/** A list of steps of every kind, with lists in them. */
export const anyTree = tree;

/** One that takes its time: a story of some days is met by most of it. */
export const longTree = fc
  .array(conditional(step), { minLength: 3, maxLength: 8 })
  .filter((list) => list.slice(0, -1).every(({ build }) => build('', -1, []).kind !== 'exit'));
