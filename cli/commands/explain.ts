import type { Command } from 'commander';
import { UsherError } from '../../domain/errors.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { explainUser } from '../../client/explain/explanation.ts';
import { explanationText } from '../explain/text.ts';
import { output } from '../output.ts';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('where a user is, what was sent, what was not, and why')
    .argument('<user>', 'the user id')
    .option('--segments', 'tell of the segments that the user is not in, too')
    .option('--json', 'print the same as data')
    .action(run);
}

async function run(id: string, { json, segments }: { json?: true; segments?: true }): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const now = clock.at(Date.now(), id);
    const explanation = await explainUser(store, id.normalize('NFC'), { now, notIn: segments === true });
    if (explanation === null)
      throw new UsherError('USER_UNKNOWN', `no event of user ${JSON.stringify(id)} has come in yet`);
    if (json) output.json(explanation);
    else output.say(explanationText(explanation, now));
  } finally {
    await store.close();
  }
}
