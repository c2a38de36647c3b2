import { userInfo } from 'node:os';
import type { Command } from 'commander';

/** Who acts, and why. */
export interface By {
  readonly by: string;
  readonly reason: string;
}

/** A command that does something to somebody says who did it and why. */
export function withBy(command: Command): Command {
  return command
    .option('--by <name>', 'who does it', operatingUser())
    .requiredOption('--reason <text>', 'why; the story and the audit log tell it');
}

/** The name under which somebody works on this machine. */
export function operatingUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that has no name.
    return 'unknown';
  }
}
