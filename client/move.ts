import { command, type CommandAnswer, type CommandInput } from './command.ts';
import type { UsherContext } from './context.ts';

/** Where to go. */
export interface Move extends CommandInput {
  /** The id of a step of the journey, as `journeys` lists them. */
  readonly step: string;
}

/**
 * Moves an enrolment to another step, which begins now. Nudges that went out already do not go out again.
 * @returns what was done and what follows, in words
 * @throws UsherError as `pause`; STEP_UNKNOWN where the journey has no such step
 * @example
 * await usher.move({ userId: 'bo', journey: 'onboarding', step: 'invite', by: 'kim', reason: 'ticket 4711' });
 */
export async function move(context: UsherContext, input: Move): Promise<CommandAnswer> {
  return command(context, 'move', input);
}
