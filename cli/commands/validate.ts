import type { Command } from 'commander';
import type { CompiledWorkspace } from '../../authoring/compile-workspace.ts';
import { parseIsoDate } from '../../domain/condition/iso-date.ts';
import { UsherError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { formatProblems, formatWarnings } from '../../authoring/problem/format.ts';
import { audienceOf } from '../audience/audience.ts';
import { audienceText } from '../audience/text.ts';
import { compileWithScenarios, releaseWords, type CompiledFolder } from '../compile.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('say everything that is wrong with a workspace and its scenarios, without changing anything')
    .argument('<dir>', 'the workspace folder')
    .option('--at <date>', 'warn of content that is past its review date then, such as 2026-12-31; today without it')
    .option('--audience', 'ask the database how many users every rule is for, and warn of rules that are for nobody')
    .option('--json', 'print the problems as JSON')
    .addHelpText(
      'after',
      `
With --audience every way into a journey, case of a branch and rule of a slot is told with how many of all users it is for,
and how many the rules before it leave. Counted by what is known of users now, at the time of the database's clock or at
--at; what a step before a branch asks is not counted in. The workspace need not be published.`,
    )
    .action((folder: string, options: Options) =>
      options.audience ? validateAudience(folder, options) : validate(folder, options),
    );
}

interface Options {
  readonly at?: string;
  readonly audience?: true;
  readonly json?: true;
}

async function validate(folder: string, { at, json }: Options): Promise<void> {
  const compiled = await compileWithScenarios(folder, todayOf(at) ?? Date.now());
  if (json) output.json(problemsOf(compiled));
  else sayProblems(compiled);
  conclude(compiled, json);
}

async function validateAudience(folder: string, { at, json }: Options): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const today = todayOf(at) ?? clock.at(Date.now(), '');
    const compiled = await compileWithScenarios(folder, today);
    if (!compiled.ok) {
      if (json) output.json(problemsOf(compiled));
      else sayProblems(compiled);
      return conclude(compiled, json);
    }
    const { content } = compiled.release;
    const { warnings, ...audience } = await audienceOf({ folder, content, store, at: today });
    const whole = { ...compiled, warnings: [...compiled.warnings, ...warnings] };
    if (json) output.json({ ...problemsOf(whole), audience });
    else sayProblems(whole);
    conclude(whole, json);
    if (!json) output.say(audienceText(audience, content.settings.zone));
  } finally {
    await store.close();
  }
}

function conclude(compiled: CompiledFolder, json?: true): void {
  if (!compiled.ok) process.exitCode = exitCodes.refused;
  else if (!json) output.say(`✔ ${releaseWords(compiled.release)}`);
}

/** A date, or an instant; null where none is given. @throws UsherError USAGE */
function todayOf(text: string | undefined): Instant | null {
  if (text === undefined) return null;
  const read = parseIsoDate(text, 'UTC');
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
