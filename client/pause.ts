import { command, type CommandAnswer, type CommandInput } from './command.ts';
import type { UsherContext } from './context.ts';

/**
 * Pauses an enrolment: nothing is sent and no step is left; goal and ways out still act, and deadlines run on.
 * @returns what was done, in words; told again under the same `id`, it is answered as before
 * @throws UsherError COMMAND_INVALID, COMMAND_REFUSED (it is paused already), USER_UNKNOWN, ENROLMENT_UNKNOWN,
 * ENROLMENT_CLOSED, ENROLMENT_STARTING, SERVER_UNREACHABLE
 * @example
 * await usher.pause({ userId: 'bo', journey: 'onboarding', by: 'kim', reason: 'ticket 4711' });
 */
export async function pause(context: UsherContext, input: CommandInput): Promise<CommandAnswer> {
  return command(context, 'pause', input);
}
