import type { Command } from 'commander';
import { knownUser } from '../../client/known-user.ts';
import { UsherError } from '../../domain/errors.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { output } from '../output.ts';
import { pacingOf } from '../pacing/pacing.ts';
import { pacingText } from '../pacing/text.ts';

export function addPacing(program: Command): void {
  program
    .command('pacing')
    .description('what a user was sent lately, what is left of every cap, and what keeps nudges back now')
    .argument('<user>', 'the user id')
    .option('--json', 'print all of it as data')
    .action(run);
}

async function run(user: string, { json }: { json?: true }): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const { id } = await knownUser({ store }, user);
    const pacing = await pacingOf(store, id, clock.at(Date.now(), id));
    if (pacing === null) throw new UsherError('USER_FORGOTTEN', `user ${JSON.stringify(id)} was forgotten just now`);
    if (json) output.json(pacing);
    else output.say(pacingText(pacing));
  } finally {
    await store.close();
  }
}
