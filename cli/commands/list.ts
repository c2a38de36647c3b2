import { InvalidArgumentError, Option, type Command } from 'commander';
import { listedStatuses, type List } from '../../client/list.ts';
import { workspaceZone } from '../connection.ts';
import { listText } from '../list/text.ts';
import { output } from '../output.ts';
import { readSince, type Since } from '../since.ts';
import { withUsher } from '../usher-for.ts';

interface Options extends Pick<List, 'journey' | 'step' | 'status' | 'limit' | 'after'> {
  readonly since?: Since;
  readonly json?: true;
}

export function addList(program: Command): void {
  program
    .command('list')
    .description('who is where: enrolments by journey, step, status and since when')
    .option('--journey <name>', 'only of this journey')
    .option('--step <id>', 'only who is at this step')
    .addOption(new Option('--status <status>', 'only of this status').choices(listedStatuses))
    .option(
      '--since <when>',
      'only who has been at the same step for so long (3d), or since a date (2026-03-01)',
      readSince,
    ) // prettier-ignore
    .option('--limit <count>', 'at most so many', readLimit, 50)
    .option('--after <token>', 'go on where a page ended')
    .option('--json', 'print them as data, as in a pipe')
    .addHelpText(
      'after',
      '\nWithout --status everybody who is under way. From Temporal’s list, which may lag by seconds.',
    )
    .action(run);
}

async function run({ since, json, ...which }: Options): Promise<void> {
  await withUsher(async ({ usher, store, now }) => {
    const from = since?.(now, await workspaceZone(store));
    const page = await usher.list({ ...which, ...(from !== undefined && { since: from }) });
    output.show(page, { json, text: () => listText(page, now) });
  });
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number from 1 to 999');
}
