import { compileWorkspace } from '../../../authoring/compile-workspace.ts';
import { journeyOf, workspaceWith } from '../../workspaces/good.ts';

/** So many loops, each inside the one before. */
function nestedLoops(count: number): string {
  const loops = Array.from({ length: count }, (_, index) => {
    const indent = '      '.repeat(index);
    return `${indent}- repeat: { up_to: 100, every: 1d }\n${indent}  id: loop-${index}\n${indent}  steps:\n`;
  });
  return `${loops.join('')}${'      '.repeat(count)}- send: reminder\n`;
}

/** So many loops, one after the other. */
function loopsInARow(count: number): string {
  const loop = (_: unknown, index: number) =>
    `- repeat: { up_to: 100, every: 1d }\n  id: loop-${index}\n  steps: [{ send: reminder, id: send-${index} }]\n`;
  return Array.from({ length: count }, loop).join('');
}

function experiments(count: number): string {
  const experiment = (_: unknown, index: number) =>
    `- experiment: tour\n  id: tour-${index}\n  arms: { control: [], video: [{ send: reminder, id: send-${index} }] }\n`;
  return Array.from({ length: count }, experiment).join('');
}

async function refusals(steps: string): Promise<readonly string[]> {
  const files = {
    'onboarding/journey.yaml': journeyOf(steps),
    'experiments.yaml': 'tour: { arms: { control: 50, video: 50 } }\n',
  };
  const compiled = await compileWorkspace(workspaceWith(files));
  return compiled.ok ? [] : compiled.problems.map(({ line, code, message }) => `${line} ${code} ${message}`);
}

describe('the state of an enrolment', () => {
  it.each([
    ['loops in loops', nestedLoops(4)],
    ['a hundred loops in a row', loopsInARow(100)],
    ['many experiments', experiments(20)],
  ])('fits with %s', async (_what, steps) => {
    expect(await refusals(steps)).toEqual([]);
  });

  it.each([
    ['more loops in loops', nestedLoops(6)],
    ['more experiments', experiments(40)],
  ])('is refused with %s', async (_what, steps) => {
    expect(await refusals(steps)).toEqual([
      expect.stringMatching(/^9 STATE_TOO_LARGE an enrolment's state could grow to \d+ bytes, expected at most 300/),
    ]);
  });
});
