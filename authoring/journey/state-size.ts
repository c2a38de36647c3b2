import type { Step } from '../../domain/journey/program.ts';
import type { State } from '../../domain/journey/state.ts';
import type { Draft } from './compiler.ts';

/** The state goes into the workflow's history with every decision: the history's budget has room for this. */
export const mostStateBytes = 300;

/** Thirteen digits, as every instant until the year 2286 has. */
const instant = 9_999_999_999_999;

/**
 * How many bytes of JSON an enrolment's state can come to: in the last round of the loops that are deepest inside each
 * other, with an arm of every experiment. `drafts` are the drafts of `steps`, in their order.
 */
export function largestState(steps: readonly Step[], drafts: readonly Draft[]): number {
  const places = new Map(drafts.map((draft, index) => [draft, index]));
  const experiments = steps.flatMap((step, index) => (step.kind === 'experiment' ? [[index, step] as const] : []));
  // No arm at all is written as −1.
  const arms = experiments.map(([index, step]) => [index, Math.max(10, step.arms.length - 1)] as const);
  const state: State = {
    step: Math.max(10, steps.length - 1),
    since: instant,
    entry: instant,
    ...(arms.length === 0 ? {} : { arms: Object.fromEntries(arms) }),
    // Whatever people may do to it.
    paused: instant,
    again: Math.max(10, steps.length - 1),
    resends: 99,
  };
  const rounds = Math.max(0, ...drafts.map((draft) => roundsIn(draft, steps, places)));
  return JSON.stringify(state).length + (rounds === 0 ? 0 : JSON.stringify({ rounds: {} }).length + rounds);
}

/** The most that the rounds of this loop, and of those inside it, can take. */
function roundsIn(draft: Draft, steps: readonly Step[], places: ReadonlyMap<Draft, number>): number {
  const inside = Math.max(0, ...draft.lists.flat().map((each) => roundsIn(each, steps, places)));
  const index = places.get(draft) ?? 0;
  const step = steps[index];
  if (step?.kind !== 'repeat') return inside;
  // The braces that are one too many are the comma.
  return inside + JSON.stringify({ [index]: { round: step.upTo, at: instant } }).length;
}
