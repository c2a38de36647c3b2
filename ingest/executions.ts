import { WorkflowNotFoundError, isGrpcServiceError, type WorkflowExecutionInfo } from '@temporalio/client';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';
import { listed, quoted } from './listed.ts';
import { describe } from './look.ts';

/** One execution of a journey's workflow, under way or over. */
export type Execution = Pick<WorkflowExecutionInfo, 'workflowId' | 'runId' | 'status' | 'startTime' | 'closeTime'>;

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

/** Ends an execution where it is, and lets Temporal delete it with its history. One that is gone already is no error. */
export async function deleteExecution(
  temporal: TemporalClient,
  { workflowId, runId, status }: Execution,
): Promise<void> {
  const { client } = temporal;
  const handle = client.workflow.getHandle(workflowId, runId);
  if (status.name === 'RUNNING') await unlessGone(inTime(client, () => handle.terminate('forgotten')));
  const request = { namespace: client.options.namespace, workflowExecution: { workflowId, runId } };
  await unlessGone(inTime(client, () => client.workflowService.deleteWorkflowExecution(request)));
}

/** gRPC's NOT_FOUND. */
const notFound = 5;

async function unlessGone(done: Promise<unknown>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && Number(error.code) === notFound))
      return;
    throw error;
  }
}
