import type { WorkflowExecutionInfo } from '@temporalio/client';
import { journeyWorkflow } from '../domain/enrolment/identity.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';

/**
 * The executions of journeys that Temporal lists, which may lag. Each page of the list has a deadline of its own; other
 * tenants of the namespace have other queues.
 * @param which a part of Temporal's query: `ExecutionStatus = "Running"`
 */
export async function* listed(
  { client, taskQueue }: TemporalClient,
  which: string,
): AsyncGenerator<WorkflowExecutionInfo, void> {
  const query = journeyExecutions({ taskQueue }, which);
  const executions = client.workflow.list({ query })[Symbol.asyncIterator]();
  for (;;) {
    const next = await inTime(client, () => executions.next());
    if (next.done === true) return;
    yield next.value;
  }
}

/** Temporal's query for the executions of journeys on our queue. */
export function journeyExecutions({ taskQueue }: Pick<TemporalClient, 'taskQueue'>, which: string): string {
  return `WorkflowType = "${journeyWorkflow}" AND TaskQueue = ${quoted(taskQueue)} AND ${which}`;
}

/** A text as Temporal's queries have it. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
