import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandKind } from '../../domain/journey/command.ts';
import type { Instruction } from '../../domain/enrolment/instruction.ts';
import { second } from '../../domain/time/instant.ts';
import type { Handle, Running } from './journey-server.ts';

/** What somebody was answered: the words, or the code and the words of the refusal. */
export type Reply = string | { readonly code: string; readonly words: string };

interface Telling {
  readonly step?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly updateId?: string;
}

/** Tells an enrolment something, as kim would, and gives the answer. */
export async function command(handle: Handle, kind: CommandKind, telling: Telling = {}): Promise<Reply> {
  const { updateId, ...payload } = telling;
  const args: [object] = [{ by: 'kim', reason: 'ticket 4711', ...payload }];
  const options = { args, ...(updateId !== undefined && { updateId }) };
  return answer(handle.executeUpdate<string, [object]>(kind, options));
}

/** The answer to an update, whichever it is. */
export async function answer(update: Promise<string>): Promise<Reply> {
  try {
    return await update;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
    return { code: error.cause.type ?? '', words: error.cause.message };
  }
}

/**
 * Where an enrolment stands once nothing is being decided or delivered.
 * @param patience what has not come to rest by then (real time) never will
 */
export async function resting({ person, handle }: Running, patience = 60 * second): Promise<Instruction> {
  for (const end = performance.now() + patience; performance.now() < end; await sleep(5)) {
    const instruction = await handle.query<Instruction | null>('enrolment');
    const { number, decision } = person.user().visits.test ?? {};
    if (instruction !== null && instruction.number === number && decision?.effect.kind !== 'deliver')
      return instruction;
  }
  throw new Error(`does not come to rest: ${JSON.stringify(person.user().visits)}`);
}
