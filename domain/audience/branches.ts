import { canonicalJson } from '../canonical-json.ts';
import { end, type BranchStep, type Program, type Step, type StepIndex } from '../journey/program.ts';
import type { Rule, RuleList } from './rules.ts';

/** The branches of a journey: the first case that fits is taken. */
export function branchesOf(program: Program): readonly RuleList[] {
  return program.steps
    .filter((step) => step.kind === 'branch')
    .map((step) => ({
      title: `${program.journey} · branch ${step.id}`,
      match: 'first',
      rules: step.cases.map((_, index) => caseOf(program, step, index)),
    }));
}

function caseOf({ journey, steps }: Program, { id, cases, next }: BranchStep, index: number): Rule {
  const { when = null, words = '', to = end } = cases[index] ?? {};
  return {
    name: `${index + 1} ${words}`,
    place: { kind: 'case', journey, step: id, index },
    ...{ when, besides: null, takes: true, minimum: null },
    shows: to === next ? null : showsOf(steps, to, next),
  };
}

/** Steps that lead to no further ones. */
const plain: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['send', 'show', 'delay', 'set', 'start', 'exit']);

/** What the steps of one case do, without what tells them from others: their ids and places. */
function showsOf(steps: readonly Step[], from: StepIndex, until: StepIndex): string | null {
  const shown: string[] = [];
  for (let at = from; at !== until && at !== end;) {
    const step = steps[at];
    // What leads to further steps is compared by nobody.
    if (step === undefined || !plain.has(step.kind)) return null;
    shown.push(canonicalJson({ ...step, id: null, next: null }));
    at = step.next;
  }
  return shown.length === 0 ? null : shown.join();
}
