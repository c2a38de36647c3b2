import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { compileWorkspace } from '../../authoring/compile-workspace.ts';
import { formatProblems } from '../../authoring/problem/format.ts';
import { compileScenarios, type CompiledScenarios } from '../../authoring/scenario/compile-scenarios.ts';
import type { Release } from '../../domain/release/release.ts';
import { coverageOf, type Coverage } from '../../domain/scenario/coverage.ts';
import { runScenario, type ScenarioResult } from '../../domain/scenario/run.ts';
import type { Scenario } from '../../domain/scenario/scenario.ts';
import { readWorkspace } from '../compile.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { junitText } from '../scenario/junit.ts';
import { testData, testText } from '../scenario/text.ts';
import { problemsOf, sayProblems } from './validate.ts';

interface Options {
  readonly json?: true;
  readonly junit?: string;
}

export function addTest(program: Command): void {
  program
    .command('test')
    .description('play the scenarios of every journey, without a server and in no time')
    .argument('<dir>', 'the workspace folder')
    .option('--json', 'print the results as JSON')
    .option('--junit <file>', 'write the results as JUnit XML, for a CI server')
    .action(run);
}

async function run(folder: string, options: Options): Promise<void> {
  const files = await readWorkspace(folder);
  const compiled = await compileWorkspace(files);
  if (!compiled.ok) {
    if (options.json) output.json(problemsOf(compiled));
    else sayProblems(compiled);
    process.exitCode = exitCodes.refused;
    return;
  }
  const read = compileScenarios(files, compiled.release);
  if (read.ok) await play(compiled.release, read.scenarios, options);
  else refuse(read, options);
}

function refuse({ problems }: Extract<CompiledScenarios, { ok: false }>, { json }: Options): void {
  if (json) output.json({ ok: false, problems, warnings: [] });
  else output.note(formatProblems(problems));
  process.exitCode = exitCodes.refused;
}

async function play(release: Release, scenarios: readonly Scenario[], { json, junit }: Options): Promise<void> {
  const results = scenarios.map((scenario) => runScenario(release, scenario));
  const coverage = coverageOfAll(release, results);
  if (junit !== undefined) await writeFile(junit, junitText(results));
  if (json) output.json(testData(results, coverage));
  else output.say(testText(results, coverage));
  if (results.some(({ differences }) => differences.length > 0)) process.exitCode = exitCodes.partly;
}

function coverageOfAll({ content }: Release, results: readonly ScenarioResult[]): readonly Coverage[] {
  return Object.values(content.journeys).map((program) => {
    const own = results.filter(({ scenario }) => scenario.journey === program.journey);
    return coverageOf(
      program,
      own.flatMap(({ path }) => path),
    );
  });
}
