import type { Command } from 'commander';
import type { CompiledWorkspace } from '../../authoring/compile-workspace.ts';
import { formatProblems, formatWarnings } from '../../authoring/problem/format.ts';
import { compileWithScenarios, releaseWords } from '../compile.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('say everything that is wrong with a workspace and its scenarios, without changing anything')
    .argument('<dir>', 'the workspace folder')
    .option('--json', 'print the problems as JSON')
    .action(async (folder: string, options: { json?: true }) => {
      const compiled = await compileWithScenarios(folder);
      if (options.json) output.json(problemsOf(compiled));
      else sayProblems(compiled);
      if (!compiled.ok) process.exitCode = exitCodes.refused;
      else if (!options.json) output.say(`✔ ${releaseWords(compiled.release)}`);
    });
}

/** Warnings and problems for people, if there are any: last what keeps the workspace from being published. */
export function sayProblems(compiled: CompiledWorkspace): void {
  if (compiled.warnings.length > 0) output.note(`Warnings\n\n${formatWarnings(compiled.warnings)}\n`);
  if (!compiled.ok) output.note(formatProblems(compiled.problems));
}

/** Problems and warnings for scripts. */
export function problemsOf(compiled: CompiledWorkspace): object {
  const { warnings } = compiled;
  return compiled.ok
    ? { ok: true, release: compiled.release.id, problems: [], warnings }
    : { ok: false, problems: compiled.problems, warnings };
}
