import { command, type CommandAnswer, type CommandInput } from './command.ts';
import type { UsherContext } from './context.ts';

/**
 * Ends an enrolment; its outcome is `left`.
 * @returns what was done, in words
 * @throws UsherError as `pause`
 * @example
 * await usher.leave({ userId: 'bo', journey: 'team-tips', key: 'team-7', by: 'kim', reason: 'asked to' });
 */
export async function leave(context: UsherContext, input: CommandInput): Promise<CommandAnswer> {
  return command(context, 'leave', input);
}
