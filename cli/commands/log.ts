import { InvalidArgumentError, type Command } from 'commander';
import { log } from '../../client/log.ts';
import { commandClock, commandConfiguration, commandStore, workspaceZone } from '../connection.ts';
import { logText } from '../log/text.ts';
import { output } from '../output.ts';
import { readSince, type Since } from '../since.ts';

interface Options {
  readonly since?: Since;
  readonly limit: number;
  readonly after?: string;
  readonly json?: true;
}

export function addLog(program: Command): void {
  program
    .command('log')
    .description('who did what to whom, when and why, and what came of it; the newest first')
    .argument('[user]', 'only what was done to this user')
    .option('--since <when>', 'only of so long (3d), or since a date (2026-03-01)', readSince)
    .option('--limit <count>', 'at most so many', readLimit, 100)
    .option('--after <id>', 'go on where a page ended')
    .option('--json', 'print the entries as data, as in a pipe')
    .addHelpText(
      'after',
      '\nAlso what was refused, from wherever it was told: here, a backend, or the Temporal UI. Times are those of the workspace’s zone.',
    )
    .action(run);
}

async function run(userId: string | undefined, { since, json, ...which }: Options): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const zone = await workspaceZone(store);
    const from = since?.(clock.at(Date.now(), userId ?? ''), zone);
    const entries = await log({ store }, { ...which, ...(userId !== undefined && { userId }), ...(from !== undefined && { since: from }) }); // prettier-ignore
    output.show(entries, { json, text: () => logText(entries, { zone, limit: which.limit }) });
  } finally {
    await store.close();
  }
}

function readLimit(text: string): number {
  if (/^([1-9]\d{0,2}|1000)$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number from 1 to 1000');
}
