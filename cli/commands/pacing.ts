import type { Command } from 'commander';
import { knownUser } from '../../client/known-user.ts';
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

async function run(id: string, { json }: { json?: true }): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const user = await knownUser({ store }, id);
    const pacing = await pacingOf(store, user, clock.at(Date.now(), user.id));
    if (json) output.json(pacing);
    else output.say(pacingText(pacing));
  } finally {
    await store.close();
  }
}
