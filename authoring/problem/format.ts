import type { LocatedProblem } from './located.ts';

/** Characters of the line shown before and after the place: lines of MJML can be long. */
const before = 60;
const after = 40;

/** `file:line:col code message`, and below it the line with a caret under the place. */
export function formatProblem(problem: LocatedProblem): string {
  const { file, line, column, code, message, source } = problem;
  const head = `${file}:${line}:${column} ${code} ${message}`;
  if (source.trim() === '') return head;
  const start = Math.max(0, column - 1 - before);
  const shown = source.slice(start, column - 1 + after).replaceAll('\t', ' ');
  const number = String(line).padStart(4);
  const caret = `${' '.repeat(column - 1 - start)}^`;
  return `${head}\n${number} | ${shown}\n${' '.repeat(number.length)} | ${caret}`;
}

/** Every problem, and how many there are. */
export function formatProblems(problems: readonly LocatedProblem[]): string {
  return formatAll(problems, 'problem');
}

/** Every warning, and how many there are: they keep nothing back, and shall not sound as if they did. */
export function formatWarnings(warnings: readonly LocatedProblem[]): string {
  return formatAll(warnings, 'warning');
}

function formatAll(said: readonly LocatedProblem[], noun: string): string {
  return [...said.map(formatProblem), `${said.length} ${noun}${said.length === 1 ? '' : 's'}`].join('\n\n');
}
