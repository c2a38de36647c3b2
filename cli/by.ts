import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { readWords } from './words.ts';

/** Who acts, and why. */
export interface By {
  readonly by: string;
  readonly reason: string;
}

/** A command that does something by hand says who did it, which is whoever is logged in where nobody else is named, and why. */
export function withBy(command: Command, reason = 'why; the story and the audit log tell it'): Command {
  return command
    .option('--by <name>', 'who does it', readWords, operatingUser())
    .requiredOption('--reason <text>', reason, readWords);
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
