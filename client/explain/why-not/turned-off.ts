import { end, type Program, type StepIndex } from '../../../domain/journey/program.ts';
import { routeTo } from '../../../domain/journey/routes.ts';
import type { Line } from '../story.ts';

interface Looking {
  readonly program: Program;
  /** The step that was not reached. */
  readonly to: StepIndex;
  /** Where the enrolment stands; `end` where it is over. */
  readonly at: StepIndex;
}

/**
 * The last decision after which no route led to a step any more, though one did before; null where a route was open until
 * the journey was over, or there never was one.
 */
export function turnedOff(lines: readonly Line[], { program, to, at }: Looking): Line | null {
  const way = onTheWay(lines, program);
  const leads = (index: StepIndex): boolean => index !== end && routeTo(program, index, to) !== null;
  const turn = way.findLastIndex(({ index }, place) => {
    const next = way[place + 1]?.index ?? at;
    return next !== end && leads(index) && !leads(next);
  });
  return way[turn]?.line ?? null;
}

interface Passed {
  readonly line: Line;
  readonly index: StepIndex;
}

/** The steps that a visit went through; a nudge that was sent once more is told at its own step, where nobody stood. */
function onTheWay(lines: readonly Line[], { steps }: Program): readonly Passed[] {
  let resent: string | null = null;
  return lines.flatMap((line) => {
    if (line.what.startsWith('resent by ')) resent = line.step;
    if (line.step === resent) return [];
    resent = null;
    const index = steps.findIndex(({ id }) => id === line.step);
    return index === end ? [] : [{ line, index }];
  });
}
