import { InvalidArgumentError, type Command } from 'commander';
import { runTests, type TestOptions } from '../scenario/run-tests.ts';
import { watchTests } from '../scenario/watch.ts';

interface Options extends TestOptions {
  readonly watch?: true;
}

export function addTest(program: Command): void {
  program
    .command('test')
    .description('play the scenarios of every journey, without a server and in no time')
    .argument('<dir>', 'the workspace folder')
    .option('--json', 'print the results as JSON')
    .option('--junit <file>', 'write the results as JUnit XML, for a CI server')
    .option('--min-coverage <percent>', 'end with 1 where the scenarios of a journey meet less of it', readPercent)
    .option('--watch', 'play them again after every save; Ctrl-C stops, with the exit code of the last time')
    .action(async (folder: string, { watch, ...options }: Options) => {
      process.exitCode = await (watch ? watchTests : runTests)(folder, options);
    });
}

function readPercent(text: string): number {
  const percent = Number(text);
  if (/^\d{1,3}$/.test(text) && percent <= 100) return percent;
  throw new InvalidArgumentError('expected a whole number from 0 to 100');
}
