import { Command } from 'commander';
import { addActions } from './commands/act.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDecide } from './commands/decide.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addForget } from './commands/forget.ts';
import { addInbox } from './commands/inbox.ts';
import { addIngest } from './commands/ingest.ts';
import { addInspect } from './commands/inspect.ts';
import { addList } from './commands/list.ts';
import { addLog } from './commands/log.ts';
import { addPacing } from './commands/pacing.ts';
import { addPolicy } from './commands/policy.ts';
import { addPreview } from './commands/preview.ts';
import { addPublish } from './commands/publish.ts';
import { addRefresh } from './commands/refresh.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addSegment } from './commands/segment.ts';
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
  addInspect,
  addExplain,
  addList,
  addActions,
  addLog,
  addDecide,
  addInbox,
  addPacing,
  addPolicy,
  addReconcile,
  addSegment,
  addForget,
  addExport,
  addRefresh,
  addSwitch,
  addServe,
  addDoctor,
  addStart,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
