import {
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { workflowId } from '../domain/enrolment/identity.ts';
import { UsherError, errorKinds, type ErrorCode } from '../domain/errors.ts';
import type { Command } from '../domain/journey/command.ts';
import { second } from '../domain/time/instant.ts';
import type { UsherContext } from './context.ts';

/** What Temporal makes of a command: an answer, or nobody there who could give one. */
export type Sent =
  | { readonly kind: 'done'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string; readonly refused: ErrorCode }
  | { readonly kind: 'gone' };

interface Sending {
  readonly course: string;
  readonly user: string;
  readonly command: Command;
}

/** Sends a command to the workflow of an enrolment. @throws UsherError SERVER_UNREACHABLE where nobody answers in time */
export async function sendUpdate(
  { temporal: { client }, answersWithin }: UsherContext,
  { course, user, command: { id, kind, by, reason, step } }: Sending,
): Promise<Sent> {
  const payload = { by, reason, ...(step !== undefined && { step }) };
  const handle = client.workflow.getHandle(workflowId(course, user));
  const ask = (): Promise<string> => handle.executeUpdate<string, [object]>(kind, { args: [payload], updateId: id });
  try {
    return { kind: 'done', words: await client.withDeadline(Date.now() + answersWithin, ask) };
  } catch (error) {
    return answerIn(error, { kind, id, answersWithin });
  }
}

function answerIn(
  error: unknown,
  { kind, id, answersWithin }: Pick<Command, 'kind' | 'id'> & Pick<UsherContext, 'answersWithin'>,
): Sent {
  // prettier-ignore
  if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
  if (error instanceof WorkflowUpdateFailedError) {
    const { cause } = error;
    const code = cause instanceof ApplicationFailure ? codeOf(cause) : null;
    // Temporal's own: the workflow ended before it could answer.
    return code === null ? { kind: 'gone' } : { kind: 'refused', words: cause?.message ?? '', refused: code };
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof ServiceError) {
    const silent = `no answer within ${Math.round(answersWithin / second)} s, is a worker running?`;
    const again = `The same again under id ${id} is done once`;
    throw new UsherError('SERVER_UNREACHABLE', `${kind}: ${silent} ${again}`, { cause: error });
  }
  throw error;
}

function codeOf({ type }: ApplicationFailure): ErrorCode | null {
  const codes = Object.keys(errorKinds) as ErrorCode[];
  return codes.find((code) => code === type) ?? null;
}
