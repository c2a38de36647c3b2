import type { Command } from 'commander';
import { withBy, type By } from '../by.ts';
import { onStore, workspaceZone } from '../connection.ts';
import { output } from '../output.ts';
import { switchedEntry } from '../switch/entry.ts';
import { checkKnown, readSwitched } from '../switch/switched.ts';
import { listText, offText, onText } from '../switch/text.ts';

const whats = 'everything, channel, journey or template';
const names = 'of the channel, the journey or the template';
const live = `
Holds for every release and every worker within 5 s, also for nudges under way to their provider and for transactional ones.
Who switched what, when and why is kept; usher switch list shows it.`;

export function addSwitch(program: Command): void {
  const group = program
    .command('switch')
    .description('switch nudges off and on by hand: everything, a channel, a journey or a template')
    .addHelpText('after', live);
  asked(group.command('off'), 'hold nudges back, or (--skip) drop them')
    .option('--skip', 'drop the nudges instead of letting them wait')
    .addHelpText(
      'after',
      `
A nudge that waits is looked at again after as long as it has been switched off, at least every hour.
Journeys go on as they are: waits and delays run, goal and leave still act.${live}`,
    )
    .action(switchOff);
  asked(group.command('on'), 'let nudges go out again')
    .addHelpText(
      'after',
      '\nWhat has waited goes out as it comes due again, within the hour. What was dropped stays so.',
    )
    .action(switchOn);
  group
    .command('list')
    .description('what is off, and who switched what lately')
    .option('--json', 'print all of it as data')
    .action(list);
}

function asked(command: Command, description: string): Command {
  command.description(description).argument('<what>', whats).argument('[name]', names);
  return withBy(command, 'why; users’ stories tell it').option('--json', 'print what has changed as data');
}

interface Asked extends By {
  readonly json?: true;
}

async function switchOff(
  kind: string,
  name: string | undefined,
  asked: Asked & { readonly skip?: true },
): Promise<void> {
  const { by, reason, json, skip } = asked;
  const what = readSwitched(kind, name);
  await onStore(async ({ store, now }) => {
    await checkKnown(what, store.releases);
    const off = { what, then: skip === true ? 'skip' : 'hold', at: now, by, reason } as const;
    const changed = await store.switches.switchOff(off);
    await store.audit.note(switchedEntry({ did: 'switch off', ...off, words: offText(off, changed) }));
    if (json) output.json({ ...off, off: true, changed });
    else output.say(offText(off, changed));
  });
}

async function switchOn(kind: string, name: string | undefined, { by, reason, json }: Asked): Promise<void> {
  const what = readSwitched(kind, name);
  await onStore(async ({ store, now }) => {
    const changed = await store.switches.switchOn(what, { at: now, by, reason });
    // What is off can be switched on, whatever has become of its name.
    if (!changed) await checkKnown(what, store.releases);
    await store.audit.note(
      switchedEntry({ did: 'switch on', what, at: now, by, reason, words: onText(what, changed) }),
    );
    if (json) output.json({ what, off: false, changed });
    else output.say(onText(what, changed));
  });
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  await onStore(async ({ store, now }) => {
    const [off, history, zone] = await Promise.all([
      store.switches.off(),
      store.switches.histories(),
      workspaceZone(store),
    ]);
    if (json) output.json({ off, history });
    else output.say(listText({ off, history }, { zone, now }));
  });
}
