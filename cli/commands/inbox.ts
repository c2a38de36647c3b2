import { InvalidArgumentError, type Command } from 'commander';
import { knownUser } from '../../client/known-user.ts';
import { idsOf } from '../../domain/enrolment/user.ts';
import { zoneOf } from '../../domain/profile/surroundings.ts';
import { commandConfiguration, commandStore } from '../connection.ts';
import { inboxText } from '../inbox/text.ts';
import { output } from '../output.ts';

interface Options {
  readonly unread?: true;
  readonly limit: number;
  readonly json?: true;
}

export function addInbox(program: Command): void {
  program
    .command('inbox')
    .description('the in-app messages of a user, newest first')
    .argument('<user>', 'the user id')
    .option('--unread', 'only those that were not read yet')
    .option('--limit <count>', 'at most so many', readLimit, 20)
    .option('--json', 'print all of them as data')
    .action(run);
}

async function run(id: string, { unread, limit, json }: Options): Promise<void> {
  const store = await commandStore(commandConfiguration());
  try {
    const user = await knownUser({ store }, id);
    const current = await store.releases.current();
    const zone = zoneOf(user.profile, current?.content.settings.zone ?? 'UTC');
    const inbox = {
      user: user.id,
      zone,
      messages: await store.messages.of(idsOf(user), { unread: unread ?? false, limit }),
    };
    if (json) output.json(inbox);
    else output.say(inboxText(inbox));
  } finally {
    await store.close();
  }
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number from 1 to 9999');
}
