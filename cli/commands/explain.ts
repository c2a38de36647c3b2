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
    .option('--json', 'print the same as data')
    .action(run);
}

async function run(id: string, options: { json?: true }): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const explanation = await explainUser(store, id.normalize('NFC'));
    if (explanation === null)
      throw new UsherError('USER_UNKNOWN', `no event of user ${JSON.stringify(id)} has come in yet`);
    const clock = await commandClock(configuration, store);
    if (options.json) output.json(explanation);
    else output.say(explanationText(explanation, clock.at(Date.now(), id)));
  } finally {
    await store.close();
  }
}
