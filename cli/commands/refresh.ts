import type { Command } from 'commander';
import { usualRate } from '../../domain/release/refresh.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { connectTemporal, type TemporalClient } from '../../ingest/connect.ts';
import { askRefresh, commandRefresh } from '../../ingest/refreshing.ts';
import type { Store } from '../../store/index.ts';
import { withBy, type By } from '../by.ts';
import { compileFolder } from '../compile.ts';
import { onStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { refreshEntry } from '../refresh/entry.ts';
import { enteringText, previewEntering } from '../refresh/preview.ts';
import { readRate } from '../refresh/rate.ts';
import { refreshText } from '../refresh/text.ts';
import { problemsOf, sayProblems } from './validate.ts';

export function addRefresh(program: Command): void {
  const group = program
    .command('refresh')
    .description('how far releases have come in bringing everybody up to date')
    .enablePositionalOptions()
    .option('--json', 'print it as data')
    .addHelpText(
      'after',
      `
A release with named events, features, or journeys that are entered by a segment goes through all users once, a page at a
time. Publishing starts that, and so do the workers where nobody has. A release that is published later takes over.`,
    )
    .action(status);
  told(group.command('pause'), 'let it rest; who is through stays up to date').action((asked: Asked) =>
    command('pause', asked),
  );
  told(group.command('resume'), 'let it go on where it was')
    .option('--rate <users>', 'users a second from now on', readRate)
    .action((asked: Asked) => command('resume', asked));
  group
    .command('preview')
    .description(
      'how many users are in the segments by which journeys of a workspace are entered, before it is published',
    )
    .argument('<dir>', 'the workspace folder')
    .option('--rate <users>', 'users a second', readRate)
    .option('--json', 'print it as data')
    .action(preview);
}

function told(command: Command, description: string): Command {
  const reason = 'why; the audit log tells it';
  return withBy(command.description(description), reason).option('--json', 'print the answer as data');
}

interface Asked extends By {
  readonly rate?: number;
  readonly json?: true;
}

/** As many as anybody asks about. */
const shown = 5;

async function status({ json }: { readonly json?: true }): Promise<void> {
  await onStore(async ({ store }) => {
    const known = await store.refreshes.newest(shown);
    if (json) output.json(known);
    else if (known.length === 0) output.say('No release had anything to bring to everybody.');
    else output.say(known.map((progress) => refreshText(progress, Date.now())).join('\n'));
  });
}

async function command(kind: 'pause' | 'resume', { json, ...asked }: Asked): Promise<void> {
  await onServers(async ({ store, temporal, now }) => {
    const release = (await store.releases.current())?.id ?? '';
    const words = await commandRefresh(temporal, { release }, { kind, ...asked });
    await store.audit.note(refreshEntry({ kind, at: now, by: asked.by, reason: asked.reason, release, words }));
    const progress = await askRefresh(temporal, release);
    if (json) output.json({ words, progress });
    else output.say(`✔ ${release.slice(0, 7)} ${words}`);
  });
}

/** Says what publishing a workspace would do to those who are in its segments now; changes nothing. */
export async function preview(folder: string, { json, rate = usualRate }: PreviewOptions): Promise<void> {
  const compiled = await compileFolder(folder);
  if (!json) sayProblems(compiled);
  if (!compiled.ok) {
    if (json) output.json(problemsOf(compiled));
    process.exitCode = exitCodes.refused;
    return;
  }
  await onStore(async ({ store, now }) => {
    const { users } = store;
    const [previews, all] = await Promise.all([
      previewEntering(compiled.release, { audience: store.audience, now }),
      users.count(),
    ]);
    if (json) output.json({ users: all, rate, entering: previews });
    else output.say(enteringText(previews, { all, rate }));
  });
}

interface PreviewOptions {
  readonly json?: true;
  readonly rate?: number;
}

interface Servers {
  readonly store: Store;
  readonly now: Instant;
  readonly temporal: TemporalClient;
}

async function onServers(work: (servers: Servers) => Promise<void>): Promise<void> {
  await onStore(async ({ configuration, store, now }) => {
    const temporal = await connectTemporal(configuration.temporal);
    await work({ store, temporal, now }).finally(() => temporal.close());
  });
}
