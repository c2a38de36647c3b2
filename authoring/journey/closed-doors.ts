import { end, type Program, type Step, type StepIndex } from '../../domain/journey/program.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { derivedId } from './step-id.ts';

type StartStep = Extract<Step, { kind: 'start' }>;

/**
 * Warns of a start that lets nobody in: the other journey is of the same exclusive group, and this one is still open.
 * Where it ends at once after the start, its place in the group is free.
 */
export function warnOfClosedDoors(programs: readonly Program[], open: (journey: string) => Cursor): void {
  const groups = new Map(programs.map(({ journey, exclusive }) => [journey, exclusive]));
  for (const { journey, exclusive, steps } of programs) {
    const starts = steps.filter((step) => step.kind === 'start');
    const closed = starts.filter((step) => {
      return exclusive !== null && groups.get(step.journey) === exclusive && !endsAtOnce(steps, step.next);
    });
    for (const step of closed) {
      const message = `"${step.journey}" is of the exclusive group "${String(exclusive)}", too: it lets nobody in while this journey goes on; start it right before an exit`;
      placeOf(open(journey).at('steps'), step)?.warn('START_EXCLUSIVE', message);
    }
  }
}

/** Whether somebody may come from here to the end of the journey within the same moment. */
function endsAtOnce(steps: readonly Step[], from: StepIndex): boolean {
  const reached = new Set([from]);
  // What is added on the way is visited, too.
  for (const index of reached) {
    const step = index === end ? undefined : steps[index];
    if (step !== undefined) onwards(step).forEach((next) => reached.add(next));
  }
  return reached.has(end);
}

/** Where a walk may go on from a step within the same moment. */
function onwards(step: Step): readonly StepIndex[] {
  return [...(step.when === null ? [] : [step.next]), ...through(step)];
}

function through(step: Step): readonly StepIndex[] {
  if (step.kind === 'exit') return [end];
  if (step.kind === 'set' || step.kind === 'start') return [step.next];
  if (step.kind === 'experiment') return [...step.arms.map(({ to }) => to), step.next];
  if (step.kind === 'branch') return [...step.cases.map(({ to }) => to), ...(hasOtherwise(step) ? [] : [step.next])];
  // In the other kinds time passes.
  return [];
}

function hasOtherwise({ cases }: Extract<Step, { kind: 'branch' }>): boolean {
  return cases.some(({ when }) => when === null);
}

function placeOf(cursor: Cursor, step: StartStep): Cursor | undefined {
  const { value } = cursor;
  const isIt = isMapping(value) && value.start === step.journey;
  if (isIt && (value.id ?? derivedId('start', step.journey)) === step.id) return cursor.at('start');
  const below = [...cursor.items(), ...cursor.entries().map(([, entry]) => entry)];
  return below.map((each) => placeOf(each, step)).find((found) => found !== undefined);
}
