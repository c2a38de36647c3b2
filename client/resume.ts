import { command, type CommandAnswer, type CommandInput } from './command.ts';
import type { UsherContext } from './context.ts';

/**
 * Lets a paused enrolment go on: a wait whose time is over times out, a nudge that is overdue is checked once more and sent.
 * @returns what was done and what follows, in words
 * @throws UsherError as `pause`; COMMAND_REFUSED where it is not paused
 * @example
 * await usher.resume({ userId: 'bo', journey: 'onboarding', by: 'kim', reason: 'ticket 4711 is solved' });
 */
export async function resume(context: UsherContext, input: CommandInput): Promise<CommandAnswer> {
  return command(context, 'resume', input);
}
