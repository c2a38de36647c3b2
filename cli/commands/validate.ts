import type { Command } from 'commander';
import type { CompiledWorkspace } from '../../authoring/compile-workspace.ts';
import { parseIsoDate } from '../../domain/condition/iso-date.ts';
import { UsherError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { formatProblems, formatWarnings } from '../../authoring/problem/format.ts';
import { compileWithScenarios, releaseWords } from '../compile.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('say everything that is wrong with a workspace and its scenarios, without changing anything')
    .argument('<dir>', 'the workspace folder')
    .option('--at <date>', 'warn of content that is past its review date then, such as 2026-12-31; today without it')
    .option('--json', 'print the problems as JSON')
    .action(async (folder: string, options: { at?: string; json?: true }) => {
      const compiled = await compileWithScenarios(folder, todayOf(options.at));
      if (options.json) output.json(problemsOf(compiled));
      else sayProblems(compiled);
      if (!compiled.ok) process.exitCode = exitCodes.refused;
      else if (!options.json) output.say(`✔ ${releaseWords(compiled.release)}`);
    });
}

/** A date, or an instant. @throws UsherError USAGE */
function todayOf(text: string | undefined): Instant {
  const read = text === undefined ? Date.now() : parseIsoDate(text, 'UTC');
  if (read !== null) return read;
  throw new UsherError('USAGE', `found --at ${JSON.stringify(text)}, expected a date such as 2026-12-31`);
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
