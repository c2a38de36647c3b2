import { end, isNudgeStep, type Program, type Step, type StepIndex } from './program.ts';

/** Where a step may lead, and what has to come of it for that; null where it leads there anyway. */
interface Way {
  readonly to: StepIndex;
  readonly if: string | null;
}

/** What has to come of a step on the way to another one: `first-steps`, `otherwise`. */
export interface Turn {
  readonly step: string;
  readonly if: string;
}

/**
 * The shortest route from one step to another: its turns, those at the first step included, where other ways lead
 * elsewhere for good; null where no route leads there. Commands, which may lead anywhere, are no part of it.
 */
export function routeTo(program: Program, from: StepIndex, to: StepIndex): readonly Turn[] | null {
  const leading = leadingTo(program, to);
  if (!leading.has(from)) return null;
  const routes = new Map<StepIndex, readonly Turn[]>([[from, []]]);
  for (const [at, turns] of routes) {
    const step = program.steps[at];
    if (at === to || step === undefined) break;
    const ways = waysOf(step, program);
    const on = ways.filter((way) => leading.has(way.to) && !routes.has(way.to));
    const isTurn = ways.some((way) => !leading.has(way.to));
    for (const way of on) routes.set(way.to, isTurn ? [...turns, ...turnOf(step, way)] : turns);
  }
  return routes.get(to) ?? null;
}

function turnOf({ id }: Step, way: Way): readonly Turn[] {
  return way.if === null ? [] : [{ step: id, if: way.if }];
}

/** The steps from which a route leads to one, that one included. */
function leadingTo(program: Program, to: StepIndex): ReadonlySet<StepIndex> {
  const leading = new Set([to]);
  for (let before = 0; before < leading.size;) {
    before = leading.size;
    for (const [index, step] of program.steps.entries())
      if (waysOf(step, program).some((way) => leading.has(way.to))) leading.add(index);
  }
  return leading;
}

function waysOf(step: Step, program: Program): readonly Way[] {
  const ways = kindWays(step, program);
  return step.when === null ? ways : [...ways, { to: step.next, if: 'passed over' }];
}

function kindWays(step: Step, program: Program): readonly Way[] {
  if (isNudgeStep(step) || step.kind === 'set' || step.kind === 'start') return [on(step.next)];
  switch (step.kind) {
    case 'delay':
      return delayWays(step, program);
    case 'wait':
      return [...waitWays(step), { to: step.timeout, if: 'timeout' }];
    case 'branch':
      return branchWays(step);
    case 'experiment':
      return [...step.arms.map(({ arm, to }) => ({ to, if: `arm ${arm}` })), { to: step.next, if: 'no arm' }];
    case 'repeat':
      return [{ to: step.body, if: 'a round' }, on(step.next)];
    case 'exit':
      return [on(end)];
  }
}

/** What came too late passes over the step after it as well. */
function delayWays({ rule, next }: Extract<Step, { kind: 'delay' }>, { steps }: Program): readonly Way[] {
  const skips = rule.kind === 'trait' && rule.past === 'skip';
  return skips ? [on(next), { to: steps[next]?.next ?? end, if: 'past' }] : [on(next)];
}

function on(to: StepIndex): Way {
  return { to, if: null };
}

function waitWays({ mode, clauses, done }: Extract<Step, { kind: 'wait' }>): readonly Way[] {
  if (mode === 'any') return clauses.map(({ words, to }) => ({ to, if: words }));
  return [{ to: done, if: clauses.map(({ words }) => words).join(' and ') }];
}

function branchWays({ cases, next }: Extract<Step, { kind: 'branch' }>): readonly Way[] {
  const ways = cases.map(({ when, words, to }, index) => ({ to, if: when === null ? 'otherwise' : `${index + 1} "${words}"` })); // prettier-ignore
  return cases.some(({ when }) => when === null) ? ways : [...ways, { to: next, if: 'none' }];
}
