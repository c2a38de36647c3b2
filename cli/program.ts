import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { additionsFor } from './additions.ts';
import { reportFailure } from './failure.ts';

function ownVersion(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { readonly version: string }).version;
}

/**
 * Performs a command, as it stands behind `usher`. What comes of it stands on the process's streams and in its exit code;
 * it never throws.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const program = new Command('usher')
    .description('Onboarding journeys that are durable, explained and never annoying.')
    .version(ownVersion(), '--version', 'print the version')
    .showHelpAfterError('(usher --help shows what there is)')
    .addHelpText(
      'after',
      `
Servers: TEMPORAL_ADDRESS, MONGODB_URI and SMTP_URL; without them, the demonstration that \`npm start\` runs in this clone.
Exit codes: 0 all right, 1 a server failed or scenarios meet too little, 2 the input or the configuration is wrong and nothing was changed, 3 some of it was refused, or a scenario failed.`,
    )
    // What stands behind a command is that one's own.
    .enablePositionalOptions()
    .exitOverride();
  for (const add of await additionsFor(parameters[0])) add(program);
  try {
    await program.parseAsync(parameters, { from: 'user' });
  } catch (error) {
    reportFailure(error);
  }
}
