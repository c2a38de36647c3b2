import { Command } from 'commander';
import { addDecide } from './commands/decide.ts';
import { addExplain } from './commands/explain.ts';
import { addInbox } from './commands/inbox.ts';
import { addIngest } from './commands/ingest.ts';
import { addPacing } from './commands/pacing.ts';
import { addPolicy } from './commands/policy.ts';
import { addPreview } from './commands/preview.ts';
import { addPublish } from './commands/publish.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addServe } from './commands/serve.ts';
import { addStart } from './commands/start.ts';
import { addSwitch } from './commands/switch.ts';
import { addTest } from './commands/test.ts';
import { addValidate } from './commands/validate.ts';
import { reportFailure } from './failure.ts';

const program = new Command('usher')
  .description('Onboarding journeys that are durable, explained and never annoying.')
  .showHelpAfterError('(usher --help shows what there is)')
  .addHelpText(
    'after',
    `
Servers: TEMPORAL_ADDRESS, MONGODB_URI and SMTP_URL; without them, the demonstration that \`npm start\` runs in this clone.
Exit codes: 0 all right, 1 a server failed or scenarios meet too little, 2 the input or the configuration is wrong and nothing was changed, 3 some of it was refused, or a scenario failed.`,
  )
  .exitOverride();

for (const add of [
  addPublish,
  addValidate,
  addTest,
  addPreview,
  addIngest,
  addExplain,
  addDecide,
  addInbox,
  addPacing,
  addPolicy,
  addReconcile,
  addSwitch,
  addServe,
  addStart,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
