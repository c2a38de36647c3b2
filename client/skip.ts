import { command, type CommandAnswer, type CommandInput } from './command.ts';
import type { UsherContext } from './context.ts';

/**
 * Leaves the step under way as if it were done.
 * @returns what was done and what follows, in words
 * @throws UsherError as `pause`; COMMAND_REFUSED where no step is left
 * @example
 * await usher.skip({ userId: 'bo', journey: 'onboarding', by: 'kim', reason: 'has a profile elsewhere' });
 */
export async function skip(context: UsherContext, input: CommandInput): Promise<CommandAnswer> {
  return command(context, 'skip', input);
}
