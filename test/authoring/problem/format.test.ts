import { formatProblem, formatProblems, formatWarnings } from '../../../authoring/problem/format.ts';

const problem = {
  file: 'onboarding/journey.yaml',
  line: 12,
  column: 9,
  code: 'NAME_UNKNOWN',
  message: 'found "welcom", expected the name of a folder in templates/',
  source: '- send: welcom',
};

describe('a problem for people', () => {
  it('shows its line, and a caret under its place', () => {
    expect(formatProblem(problem)).toBe(
      [
        'onboarding/journey.yaml:12:9 NAME_UNKNOWN found "welcom", expected the name of a folder in templates/',
        '  12 | - send: welcom',
        '     |         ^',
      ].join('\n'),
    );
  });

  it('keeps the caret under its place behind tabs and in long lines', () => {
    const [, tabs, caret] = formatProblem({ ...problem, source: '\t- send:\twelcom', column: 10 }).split('\n');
    expect(tabs?.indexOf('welcom')).toBe(caret?.indexOf('^'));
    const [, long, below] = formatProblem({ ...problem, source: `${'x'.repeat(500)}welcom`, column: 501 }).split('\n');
    expect(long?.indexOf('welcom')).toBe(below?.indexOf('^'));
    expect(long?.length).toBeLessThan(120);
  });

  it('is one line where it is about the whole file', () => {
    expect(formatProblem({ ...problem, source: '' }).split('\n')).toHaveLength(1);
  });

  it('comes with how many there are', () => {
    expect(formatProblems([problem])).toContain('\n\n1 problem');
    expect(formatProblems([problem, problem])).toContain('\n\n2 problems');
  });

  it('is not what a warning is counted as', () => {
    expect(formatWarnings([problem])).toBe(`${formatProblem(problem)}\n\n1 warning`);
    expect(formatWarnings([problem, problem])).toContain('\n\n2 warnings');
  });
});
