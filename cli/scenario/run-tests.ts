import { open, type FileHandle } from 'node:fs/promises';
import { UsherError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release/release.ts';
import { coverageOf, type Coverage } from '../../domain/scenario/coverage.ts';
import { runScenario } from '../../domain/scenario/run.ts';
import type { Scenario } from '../../domain/scenario/scenario.ts';
import { problemsOf, sayProblems } from '../commands/validate.ts';
import { compileWithScenarios } from '../compile.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { junitText } from './junit.ts';
import { belowText, testData, testText } from './text.ts';

/** How the results are told, and what is asked of them. */
export interface TestOptions {
  readonly json?: true;
  /** A file for JUnit XML. */
  readonly junit?: string;
  /** Percent that the scenarios of every journey have to meet. */
  readonly minCoverage?: number;
}

type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Plays the scenarios of a workspace as it is now and tells what came of them. Returns the exit code. */
export async function runTests(folder: string, options: TestOptions): Promise<ExitCode> {
  const compiled = await compileWithScenarios(folder);
  if (compiled.ok) return play(compiled.release, compiled.scenarios, options);
  if (options.json) output.json(problemsOf(compiled));
  else sayProblems(compiled);
  return exitCodes.refused;
}

async function play(
  release: Release,
  scenarios: readonly Scenario[],
  { json, junit, minCoverage = 0 }: TestOptions,
): Promise<ExitCode> {
  // A file that cannot be written is said before anything is played: whoever asked for it needs it.
  const report = junit === undefined ? null : await openReport(junit);
  const results = scenarios.map((scenario) => runScenario(release, scenario));
  const coverage = coverageOf(release, results);
  await report?.writeFile(junitText(results));
  await report?.close();
  if (json) output.json(testData(results, coverage));
  else output.say(testText(results, coverage));
  if (scenarios.length === 0) output.note(noScenarios);
  if (results.some(({ differences }) => differences.length > 0)) return exitCodes.partly;
  return isBelow(coverage, minCoverage) ? exitCodes.failed : exitCodes.ok;
}

/** @throws UsherError FILE_UNWRITABLE */
async function openReport(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const message = `${path} (${code}), which --junit names; expected a file in a folder that is there`;
    throw new UsherError('FILE_UNWRITABLE', message, { cause: error });
  }
}

const noScenarios = 'there are no scenarios: a journey has them in the scenarios.yaml beside its journey.yaml';

function isBelow(coverage: readonly Coverage[], least: number): boolean {
  const below = coverage.filter(({ percent }) => percent < least);
  for (const each of below) output.note(belowText(each, least));
  return below.length > 0;
}
