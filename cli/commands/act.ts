import type { Command } from 'commander';
import type { CommandAnswer, CommandInput } from '../../client/command.ts';
import type { Usher } from '../../client/usher.ts';
import type { CommandKind } from '../../domain/journey/command.ts';
import { withBy, type By } from '../by.ts';
import { output } from '../output.ts';
import { printable } from '../table.ts';
import { withUsher } from '../usher-for.ts';

/** What each command does, and for those that name a step, which. */
const actions: Readonly<Record<CommandKind, { readonly does: string; readonly step?: string }>> = {
  pause: { does: 'send a user nothing and leave no step until it is resumed; goal and ways out still act' },
  resume: { does: 'let a paused user go on' },
  skip: { does: 'leave the step under way as if it were done' },
  move: { does: 'go to another step, which begins now', step: 'the id of the step to go to' },
  resend: { does: 'send the nudge of a step once more', step: 'the id of a step that sends' },
  leave: { does: 'end a journey for a user; the outcome is left' },
};

interface Options extends By {
  readonly key?: string;
  readonly id?: string;
  readonly json?: true;
}

const help = `
Waits for what came of it: a nudge that is being sent is finished first. Refused means that nothing was changed.
Who did it, when and why is in usher log, whatever came of it.`;

/** The six commands to an enrolment. */
export function addActions(program: Command): void {
  for (const [kind, { does, step }] of Object.entries(actions)) {
    const command = program.command(kind).description(does).argument('<user>', 'the user id').argument('<journey>', 'the journey'); // prettier-ignore
    if (step !== undefined) command.argument('<step>', step);
    withBy(command)
      .option('--key <key>', 'of a journey with per: which of the user’s enrolments')
      .option('--id <id>', 'told again under the same id, it is done once')
      .option('--json', 'print what came of it as data, as in a pipe')
      .addHelpText('after', help)
      .action((user: string, journey: string, ...rest: readonly unknown[]) => {
        const [named] = step === undefined ? [] : (rest as [string]);
        return act(kind as CommandKind, { user, journey, named, options: command.opts<Options>() });
      });
  }
}

interface Acting {
  readonly user: string;
  readonly journey: string;
  readonly named: string | undefined;
  readonly options: Options;
}

async function act(kind: CommandKind, { user: userId, journey, named: step, options }: Acting): Promise<void> {
  const { json, ...said } = options;
  const input = { userId, journey, ...said, ...(step !== undefined && { step }) };
  await withUsher(async ({ usher }) => {
    // Each takes what it needs; one that needs a step has been given one.
    const tell = usher[kind] as (this: Usher, input: CommandInput) => Promise<CommandAnswer>;
    const answer = await tell.call(usher, input);
    output.show({ user: userId, journey, did: kind, ...answer }, { json, text: () => `✔ ${printable(answer.words)}` });
  });
}
