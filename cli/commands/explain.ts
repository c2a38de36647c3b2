import { Option, type Command } from 'commander';
import { explainUser } from '../../client/explain/explanation.ts';
import { knownUser } from '../../client/known-user.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { explanationText } from '../explain/text.ts';
import { output } from '../output.ts';
import { readSince, type Since } from '../since.ts';

interface Options {
  readonly whyNot?: string;
  readonly since?: Since;
  readonly segments?: true;
  readonly json?: true;
}

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('where a user is, what was sent, what was not, and why')
    .argument('<user>', 'the user id')
    .addOption(
      new Option('--why-not <template>', 'answer one question: why the user has not got this template').conflicts([
        'since',
        'segments',
      ]),
    ) // prettier-ignore
    .option('--since <when>', 'only what has happened for so long (3d), or since a date (2026-03-01)', readSince)
    .option('--segments', 'tell of the segments that the user is not in, too')
    .option('--json', 'print the same as data')
    .addHelpText(
      'after',
      '\nAll times are those of the user’s clocks, a date for --since too. A story in words is one in a pipe, too: for a ticket.',
    )
    .action(run);
}

async function run(id: string, { json, segments, since, whyNot }: Options): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const user = await knownUser({ store }, id);
    const now = clock.at(Date.now(), user.id);
    const asked = {
      ...{ now, notIn: segments === true },
      ...(since !== undefined && { since: (zone: string) => since(now, zone) }),
      ...(whyNot !== undefined && { whyNot }),
    };
    const explanation = await explainUser(store, user, asked);
    if (json) output.json(explanation);
    else output.say(explanationText(explanation, now));
  } finally {
    await store.close();
  }
}
