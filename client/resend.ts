import { command, type CommandAnswer, type CommandInput } from './command.ts';
import type { UsherContext } from './context.ts';

/** Whose nudge is to be sent again. */
export interface Resend extends CommandInput {
  /** The id of a step that sends. */
  readonly step: string;
}

/**
 * Sends the nudge of a step once more, then goes on where it stood. It passes every check that other nudges pass.
 * @returns what was done and what follows, in words
 * @throws UsherError as `pause`; STEP_UNKNOWN where no step of that id sends, COMMAND_REFUSED where it may not go out now
 * @example
 * await usher.resend({ userId: 'bo', journey: 'onboarding', step: 'welcome', by: 'kim', reason: 'deleted it' });
 */
export async function resend(context: UsherContext, input: Resend): Promise<CommandAnswer> {
  return command(context, 'resend', input);
}
