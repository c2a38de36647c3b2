import type { Command } from 'commander';
import { compileFolder, releaseWords } from '../compile.ts';
import { commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { problemsOf, sayProblems } from './validate.ts';

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description('compile a workspace and make it the release that new enrolments get')
    .argument('<dir>', 'the workspace folder')
    .option('--json', 'print the release, or the problems, as JSON')
    .addHelpText(
      'after',
      '\nA workspace with a problem publishes nothing. Open enrolments stay on the release they entered with.',
    )
    .action(run);
}

async function run(folder: string, options: { json?: true }): Promise<void> {
  const compiled = await compileFolder(folder);
  if (!options.json) sayProblems(compiled);
  if (!compiled.ok) {
    if (options.json) output.json(problemsOf(compiled));
    process.exitCode = exitCodes.refused;
    return;
  }
  const store = await commandStore(commandConfiguration());
  try {
    const before = await store.releases.current();
    await store.releases.publish(compiled.release, Date.now());
    const changed = before?.id !== compiled.release.id;
    if (options.json) output.json({ ...problemsOf(compiled), changed });
    else output.say(`✔ ${changed ? 'published' : 'already published'} ${releaseWords(compiled.release)}`);
  } finally {
    await store.close();
  }
}
