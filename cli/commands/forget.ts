import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { forget, readmit } from '../../client/forget.ts';
import { UsherError } from '../../domain/errors.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { withBy, type By } from '../by.ts';
import { onStore } from '../connection.ts';
import { forgottenText } from '../forget/text.ts';
import { output } from '../output.ts';

interface Options extends By {
  readonly yes?: true;
  readonly json?: true;
}

export function addForget(program: Command): void {
  asked(program.command('forget'))
    .description('delete all that is kept of a user, end the journeys, and keep a proof that does not say who it was')
    .option('--yes', 'do not ask whether it is meant; needed where nobody can be asked')
    .option('--json', 'print the proof as data, as in a pipe')
    .addHelpText(
      'after',
      `
It cannot be undone. Once it says "kept", it is done even if this command is stopped: the workers go on.
Later events of the user are refused; usher readmit lets somebody new have the id.`,
    )
    .action(run);
  asked(program.command('readmit'))
    .description('let somebody new have the id of a user who was forgotten')
    .option('--json', 'print that as data, as in a pipe')
    .action(runReadmit);
}

function asked(command: Command): Command {
  return withBy(command.argument('<user>', 'the user id'), 'why, without naming the user: a ticket');
}

async function run(user: string, { by, reason, yes, json }: Options): Promise<void> {
  if (yes !== true) await ask(user);
  await onIngest(async ({ store, ingest }) => {
    let waits = 0;
    const onWaiting = (until: number): void => {
      if (waits++ === 0) output.note(waitingWords(until));
    };
    const forgotten = await forget({ store, ingest }, user, { by, reason, wait: true, onWaiting });
    output.show(forgotten, { json, text: () => forgottenText(forgotten) });
  });
}

/** @throws UsherError USAGE where nobody can answer, or the answer is not the id */
async function ask(user: string): Promise<void> {
  if (!process.stdin.isTTY) throw new UsherError('USAGE', 'forget: nobody can be asked here; expected --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`All that is kept of ${user} goes, for good. Type the user id to go on: `);
    if (answer.trim() !== user) throw new UsherError('USAGE', 'forget: that is not the user id; nothing was changed');
  } finally {
    terminal.close();
  }
}

function waitingWords(until: number): string {
  const seconds = Math.ceil(Math.max(0, until - Date.now()) / 1000);
  return `kept, and nearly all is gone; looking once more in ${seconds} s, for what was on its way`;
}

async function runReadmit(user: string, { by, reason, json }: Options): Promise<void> {
  await onIngest(async ({ ingest }) => {
    await readmit({ ingest }, user, { by, reason });
    const words = 'from now on events of this id are those of somebody new';
    output.show({ user, did: 'readmit', words }, { json, text: () => `✔ readmitted: ${words}` });
  });
}

interface On {
  readonly store: Store;
  readonly ingest: Ingest;
}

async function onIngest(act: (on: On) => Promise<void>): Promise<void> {
  await onStore(async ({ configuration, store, clock }) => {
    const temporal = await connectTemporal(configuration.temporal);
    const onError = (error: unknown): void => output.note(error instanceof Error ? error.message : String(error));
    const ingest = createIngest({ store, temporal, clock, onError });
    try {
      await act({ store, ingest });
    } finally {
      await ingest.close();
      await temporal.close();
    }
  });
}
