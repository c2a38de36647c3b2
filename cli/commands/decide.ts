import type { Command } from 'commander';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { answer } from '../decide/answer.ts';
import { answerText } from '../decide/text.ts';
import { output } from '../output.ts';

interface Options {
  readonly slot: string;
  readonly context?: readonly string[];
  readonly json?: true;
}

export function addDecide(program: Command): void {
  program
    .command('decide')
    .description('what a slot shows to a user now, and why; nothing is recorded')
    .argument('<user>', 'the user id')
    .requiredOption('--slot <slot>', 'the name of a file in slots/')
    .option('--context <facts...>', 'what the product knows of this moment, such as device=mobile')
    .option('--json', 'print the same as data')
    .action(run);
}

async function run(id: string, { slot, context = [], json }: Options): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const user = id.normalize('NFC');
    const told = await answer(store, { user, slot, context, now: clock.at(Date.now(), user) });
    if (json) output.json(told);
    else output.say(answerText(told));
  } finally {
    await store.close();
  }
}
