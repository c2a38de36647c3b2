import { ServiceError, isGrpcServiceError, type WorkflowExecutionInfo } from '@temporalio/client';
import type { Json } from '../domain/json.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';
import { listed, quoted } from './listed.ts';
import { describe } from './look.ts';

/** One execution of a journey's workflow, under way or over. */
export type Execution = Pick<
  WorkflowExecutionInfo,
  'workflowId' | 'runId' | 'status' | 'startTime' | 'closeTime' | 'memo' | 'typedSearchAttributes'
>;

/** Whose executions are looked for. */
export interface Whose {
  /** Ids of workflows that there may be executions of: their newest are found even where the list lags. */
  readonly workflows: readonly string[];
  /** Whoever the executions say they are of. */
  readonly users: readonly string[];
}

/** Every execution that Temporal keeps, each once. */
export async function executionsOf(
  temporal: TemporalClient,
  { workflows, users }: Whose,
): Promise<readonly Execution[]> {
  const found = new Map<string, Execution>();
  const keep = (execution: Execution): void => void found.set(`${execution.workflowId} ${execution.runId}`, execution);
  for (const id of workflows) {
    const newest = await describe(temporal.client, id);
    if (newest !== null) keep(newest);
    for await (const execution of listed(temporal, `WorkflowId = ${quoted(id)}`)) keep(execution);
  }
  for (const user of users) {
    for await (const execution of listed(temporal, `UsherUser = ${quoted(user)}`)) keep(execution);
  }
  return [...found.values()];
}

/**
 * The story that an execution has ended with; null of one that is under way or was ended otherwise, and where Temporal has
 * it no more.
 */
export async function resultOf(
  { client }: TemporalClient,
  { workflowId, runId, status }: Pick<Execution, 'workflowId' | 'runId' | 'status'>,
): Promise<Json> {
  if (status.name !== 'COMPLETED') return null;
  const handle = client.workflow.getHandle<() => Promise<Json>>(workflowId, runId, { followRuns: false });
  try {
    return await inTime(client, () => handle.result());
  } catch (error) {
    // A Temporal that does not answer now has it all the same.
    if (error instanceof ServiceError) throw error;
    return null;
  }
}

/**
 * Lets Temporal delete an execution with its history, ended where it is if it runs. It is gone a moment later; one that has
 * closed only just now takes Temporal half a minute, and may want to be told again. One that is gone already is no error.
 */
export async function deleteExecution(
  { client }: TemporalClient,
  { workflowId, runId }: Pick<Execution, 'workflowId' | 'runId'>,
): Promise<void> {
  const request = { namespace: client.options.namespace, workflowExecution: { workflowId, runId } };
  try {
    await inTime(client, () => client.workflowService.deleteWorkflowExecution(request));
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== notFound) throw error;
  }
}

/** gRPC's NOT_FOUND. */
const notFound = 5;
