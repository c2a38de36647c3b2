import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { UsherError, errorKinds } from '../domain/errors.ts';
import { exitCodes } from './exit-codes.ts';

/** Says what went wrong in one line, and lets the process end with the code for it. */
export function reportFailure(error: unknown): void {
  if (error instanceof CommanderError) {
    // Commander has said it already; help that was asked for is no failure.
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.refused;
    return;
  }
  const wrongInput = error instanceof UsherError && !errorKinds[error.code].retry;
  process.exitCode = wrongInput ? exitCodes.refused : exitCodes.failed;
  process.stderr.write(`${describeFailure(error)}\n`);
}

/** What went wrong in one line; with DEBUG set also where, and by what. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told = `${error instanceof UsherError ? error.code : `${error.name}:`} ${error.message}`;
  return process.env.DEBUG === undefined ? told : `${told}\n${inspect(error)}`;
}
