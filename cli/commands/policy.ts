import { InvalidArgumentError, type Command } from 'commander';
import { day } from '../../domain/time/instant.ts';
import { compileFolder } from '../compile.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { testedText } from '../policy/text.ts';
import { testPolicy } from '../policy/test-policy.ts';
import { problemsOf, sayProblems } from './validate.ts';

export function addPolicy(program: Command): void {
  program
    .command('policy')
    .description('try out a policy before it holds for everybody')
    .command('test')
    .description('what the policy of a workspace would have made of the nudges that were sent lately')
    .argument('<dir>', 'the workspace folder; it need not be published')
    .option('--days <n>', 'how many days back', readDays, 30)
    .option('--json', 'print the counts as data')
    .addHelpText(
      'after',
      `
Plays every nudge that was sent through the policy, user by user in order of time. What would have been held is asked
again when its hold ends, and counts as sent then. Not known, and so left out: what was never sent, the delay that a
held nudge would have been to the rest of its journey, hold.at_most of steps, spread, rates and switches; zone and
country of users are those of now. Nothing is changed.`,
    )
    .action(run);
}

async function run(folder: string, { days, json }: { days: number; json?: true }): Promise<void> {
  const compiled = await compileFolder(folder);
  if (!compiled.ok) {
    if (json) output.json(problemsOf(compiled));
    else sayProblems(compiled);
    process.exitCode = exitCodes.refused;
    return;
  }
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const until = clock.at(Date.now(), '');
    const { content } = compiled.release;
    const span = { from: until - days * day, until };
    const tested = await testPolicy({ store, content, ...span, onProgress: progress() });
    if (json) output.json({ days, ...tested });
    else output.say(testedText(tested, days));
  } finally {
    await store.close();
  }
}

/** As long as events are kept. */
const mostDays = 400;

function readDays(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= mostDays) return days;
  throw new InvalidArgumentError(`expected a whole number of days from 1 to ${mostDays}`);
}

/** How often a long run says how far it has come. */
const noteEvery = 10_000;

function progress(): (read: number) => void {
  let noted = 0;
  return (read) => {
    if (read - noted < noteEvery) return;
    noted = read;
    output.note(`… ${read} nudges read`);
  };
}
