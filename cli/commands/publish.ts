import type { Command } from 'commander';
import { compileFolder, releaseWords } from '../compile.ts';
import { commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { afterPublishWords, refreshAfterPublish } from '../refresh/after-publish.ts';
import { readRate } from '../refresh/rate.ts';
import { preview } from './refresh.ts';
import { problemsOf, sayProblems } from './validate.ts';

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description('compile a workspace and make it the release that new enrolments get')
    .argument('<dir>', 'the workspace folder')
    .option('--preview', 'publish nothing: say how many users are in the segments by which journeys are entered')
    .option('--rate <users>', 'users a second who are brought up to date afterwards', readRate)
    .option('--json', 'print the release, or the problems, as JSON')
    .addHelpText(
      'after',
      '\nA workspace with a problem publishes nothing. Open enrolments stay on the release they entered with.',
    )
    .action((folder: string, options: Options) => (options.preview ? preview(folder, options) : run(folder, options)));
}

interface Options {
  readonly preview?: true;
  readonly rate?: number;
  readonly json?: true;
}

async function run(folder: string, options: Options): Promise<void> {
  const compiled = await compileFolder(folder);
  if (!options.json) sayProblems(compiled);
  if (!compiled.ok) {
    if (options.json) output.json(problemsOf(compiled));
    process.exitCode = exitCodes.refused;
    return;
  }
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const before = await store.releases.current();
    await store.releases.publish(compiled.release, Date.now());
    const changed = before?.id !== compiled.release.id;
    const refresh = await refreshAfterPublish(configuration, { release: compiled.release, store, rate: options.rate });
    if (options.json) output.json({ ...problemsOf(compiled), changed, refresh });
    else output.say(`✔ ${changed ? 'published' : 'already published'} ${releaseWords(compiled.release)}`);
    const words = afterPublishWords[refresh];
    if (!options.json && words !== null) output.say(words);
  } finally {
    await store.close();
  }
}
