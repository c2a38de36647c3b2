import type { BranchStep, Program } from '../journey/program.ts';
import type { PlayedLine } from '../simulation/play.ts';

/** How much of a journey its scenarios have met. */
export interface Coverage {
  readonly journey: string;
  readonly steps: Part;
  /** Cases of branches: `first-steps 1 "new"`. */
  readonly cases: Part;
}

export interface Part {
  readonly all: number;
  /** What no scenario has met, in the journey's order. */
  readonly missed: readonly string[];
}

/** The coverage of a journey by the ways through it. */
export function coverageOf({ journey, steps }: Program, path: readonly PlayedLine[]): Coverage {
  const met = new Set(path.map(({ step }) => step));
  const taken = new Set(path.map(({ step, what }) => `${step} ${what}`));
  const cases = steps.flatMap((step) => (step.kind === 'branch' ? casesOf(step) : []));
  return {
    journey,
    steps: { all: steps.length, missed: steps.map(({ id }) => id).filter((id) => !met.has(id)) },
    cases: { all: cases.length, missed: cases.filter((each) => !taken.has(`${each} taken`)) },
  };
}

/** As a branch tells which case it took. */
function casesOf({ id, cases }: BranchStep): readonly string[] {
  return cases.map(({ when, words }, index) => (when === null ? `${id} otherwise` : `${id} ${index + 1} "${words}"`));
}
