import type { Command } from 'commander';
import { inspectionText } from '../inspect/text.ts';
import { output } from '../output.ts';
import { withUsher } from '../usher-for.ts';

export function addInspect(program: Command): void {
  program
    .command('inspect')
    .description('what is known of a user, and where the user stands in every journey')
    .argument('<user>', 'the user id')
    .option('--json', 'print all of it as data, as in a pipe')
    .action(async (user: string, { json }: { json?: true }) => {
      await withUsher(async ({ usher }) => {
        const inspection = await usher.inspect(user);
        output.show(inspection, { json, text: () => inspectionText(inspection) });
      });
    });
}
