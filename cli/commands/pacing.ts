import type { Command } from 'commander';
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

async function run(id: string, { json }: { json?: true }): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const pacing = await pacingOf(store, id.normalize('NFC'), clock.at(Date.now(), id));
    if (pacing === null) throw new UsherError('USER_UNKNOWN', `no event of user ${JSON.stringify(id)} has come in yet`);
    if (json) output.json(pacing);
    else output.say(pacingText(pacing));
  } finally {
    await store.close();
  }
}
