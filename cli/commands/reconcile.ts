import type { Command } from 'commander';
import type { Clock } from '../../domain/time/clock.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { createIngest } from '../../ingest/index.ts';
import { reconcile } from '../../ingest/reconcile.ts';
import type { Reconciled } from '../../ingest/reconcile-tally.ts';
import type { Store } from '../../store/index.ts';
import { commandClock, commandConfiguration, commandStore } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';
import { reconciledText } from '../reconcile/text.ts';

export function addReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('compare open visits in MongoDB with workflows in Temporal, and say where they disagree')
    .option('--fix', 'mend what is found')
    .option('--json', 'print the counts as data')
    .addHelpText(
      'after',
      '\nWorkers do this by themselves once a day, with --fix. Ends with exit code 3 where something was found and not mended.',
    )
    .action(run);
}

interface Options {
  readonly fix?: true;
  readonly json?: true;
}

async function run({ fix, json }: Options): Promise<void> {
  const configuration = commandConfiguration();
  const store = await commandStore(configuration);
  try {
    const clock = await commandClock(configuration, store);
    const reconciled = await reconcileOn(configuration, { store, clock, mend: fix === true });
    if (json) output.json(reconciled);
    else output.say(reconciledText(reconciled, fix === true));
    // What is lost can only be told.
    const unmended = reconciled.kinds.filter(({ kind, found, mended }) => kind !== 'nudges' && mended < found);
    if (unmended.length > 0) process.exitCode = exitCodes.partly;
  } finally {
    await store.close();
  }
}

interface On {
  readonly store: Store;
  readonly clock: Clock;
  readonly mend: boolean;
}

async function reconcileOn(configuration: Configuration, { store, clock, mend }: On): Promise<Reconciled> {
  const temporal = await connectTemporal(configuration.temporal);
  const onError = (error: unknown): void => output.note(error instanceof Error ? error.message : String(error));
  const ingest = createIngest({ store, temporal, clock, onError });
  try {
    return await reconcile(
      { store, temporal, clock, ingest, onError },
      { mend, thorough: true, onProgress: progress() },
    );
  } finally {
    await ingest.close();
    await temporal.close();
  }
}

/** How often a long run says how far it has come. */
const noteEvery = 10_000;

function progress(): (compared: number) => void {
  let noted = 0;
  return (compared) => {
    if (compared - noted < noteEvery) return;
    noted = compared;
    output.note(`… ${compared} visits and workflows compared`);
  };
}
