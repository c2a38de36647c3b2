import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { AuditEntry } from '../../domain/audit/entry.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { operatingUser } from '../by.ts';
import { compileFolder, releaseWords } from '../compile.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { afterPublishWords, refreshAfterPublish } from '../refresh/after-publish.ts';
import { readRate } from '../refresh/rate.ts';
import { readWords } from '../words.ts';
import { preview } from './refresh.ts';
import { problemsOf, sayProblems } from './validate.ts';

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description('compile a workspace and make it the release that new enrolments get')
    .argument('<dir>', 'the workspace folder')
    .option('--preview', 'publish nothing: say how many users are in the segments by which journeys are entered')
    .option('--rate <users>', 'users a second who are brought up to date afterwards', readRate)
    .option('--title <words>', 'what people call it: explain and the audit log tell it', readWords)
    .option('--by <name>', 'who publishes it', readWords, operatingUser())
    .option('--reason <text>', 'why; the audit log tells it', readWords)
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
  readonly title?: string;
  readonly by: string;
  readonly reason?: string;
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
    await store.releases.publish(compiled.release, Date.now(), options.title);
    const changed = before?.id !== compiled.release.id;
    const clock = await commandClock(configuration, store);
    if (changed) await store.audit.note(publishedEntry(compiled.release, { ...options, at: clock.at(Date.now(), '') }));
    const refresh = await refreshAfterPublish(configuration, { release: compiled.release, store, rate: options.rate });
    if (options.json) output.json({ ...problemsOf(compiled), changed, refresh });
    else
      output.say(`✔ ${changed ? 'published' : 'already published'} ${releaseWords(compiled.release, options.title)}`);
    const words = afterPublishWords[refresh];
    if (!options.json && words !== null) output.say(words);
  } finally {
    await store.close();
  }
}

/** Who has made a release current: publishing the same again is nothing that anybody asks about later. */
function publishedEntry(release: Release, { by, reason, title, at }: Options & { readonly at: Instant }): AuditEntry {
  const what = { did: 'publish', to: { kind: 'release', release: release.id } } as const;
  const words = `published ${releaseWords(release, title)}`;
  return { id: `publish/${randomUUID()}`, at, by, reason: reason ?? null, ...what, words };
}
