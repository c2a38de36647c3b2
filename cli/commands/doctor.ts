import type { Command } from 'commander';
import { configurationHere } from '../connection.ts';
import { lookAtMail } from '../doctor/mail.ts';
import { lookAtMongo } from '../doctor/mongodb.ts';
import { lookAtSettings } from '../doctor/settings.ts';
import { lookAtTemporal } from '../doctor/temporal.ts';
import { doctorText } from '../doctor/text.ts';
import { exitCodes } from '../exit-codes.ts';
import { output } from '../output.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at every server and setting that Usher needs, and say what to do about what is wrong')
    .option('--json', 'print what was found as data, as in a pipe')
    .addHelpText(
      'after',
      '\nChanges nothing. Ends with exit code 1 where something has to be mended before Usher can run.',
    )
    .action(run);
}

async function run({ json }: { readonly json?: true }): Promise<void> {
  const configuration = configurationHere();
  const looks = [lookAtTemporal(configuration), lookAtMongo(configuration), lookAtMail(configuration)];
  const findings = [...(await Promise.all(looks)).flat(), ...lookAtSettings(configuration)];
  output.show(findings, { json, text: () => doctorText(findings) });
  if (findings.some(({ is }) => is === 'wrong')) process.exitCode = exitCodes.failed;
}
