import { describeFailure } from '../failure.ts';
import { exitCodes } from '../exit-codes.ts';
import { onSave } from '../on-save.ts';
import { output } from '../output.ts';
import { runTests, type TestOptions } from './run-tests.ts';

/**
 * Plays the scenarios of a workspace, and again after every save, until the process is told to stop: by Ctrl-C, or by
 * whoever started it. Returns the exit code of the last time.
 */
export async function watchTests(folder: string, options: TestOptions): Promise<number> {
  const stopped = signalled();
  // The first time it throws where there is no such folder.
  let code: number = await runTests(folder, options);
  const watched = onSave(folder, async () => {
    if (options.json) output.note(separator());
    else output.say(`\n${separator()}`);
    code = await runTests(folder, options).catch(failed);
  });
  await watched.ready;
  output.note(`Watching ${folder}; Ctrl-C stops`);
  await stopped;
  await watched.stop();
  return code;
}

/** While it is watched a folder may go and come back. */
function failed(error: unknown): number {
  output.note(describeFailure(error));
  return exitCodes.failed;
}

function separator(): string {
  return `── ${new Date().toTimeString().slice(0, 8)} ${'─'.repeat(48)}`;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
