import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { workflowId, type Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Store } from '../store/index.ts';
import type { TemporalClient } from './connect.ts';

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** How a delivery that went out is told in the history: its step, and that it was sent. */
const sentWords = /^\S+ sent\b/;

/**
 * How many nudges the newest execution's history tells of that the database has lost, and with them their room under
 * frequency caps. A history that was continued tells of its newest part only.
 */
export async function nudgesLost(
  { store, temporal }: { readonly store: Store; readonly temporal: TemporalClient },
  { user, course }: { readonly user: string; readonly course: string },
): Promise<number> {
  const events = await historyOf(temporal, workflowId(course, user));
  const argument = events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
  if (argument == null) return 0;
  const { visit } = defaultPayloadConverter.fromPayload<Enrolment>(argument);
  const its = `${course}/${user}/${visit}/`;
  const known = (await store.nudges.of(user)).filter(({ key, status }) => key.startsWith(its) && status === 'sent');
  return Math.max(0, sentBy(events) - known.length);
}

/** Nothing for one that Temporal does not know any more. */
async function historyOf({ client }: TemporalClient, id: string): Promise<readonly HistoryEvent[]> {
  try {
    return (await client.workflow.getHandle(id).fetchHistory()).events ?? [];
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

function sentBy(events: readonly HistoryEvent[]): number {
  const results = events.flatMap((event) => event.activityTaskCompletedEventAttributes?.result?.payloads?.[0] ?? []);
  const told = results.map((payload) => defaultPayloadConverter.fromPayload<Instruction | null>(payload));
  return told.filter((instruction) => instruction?.because.some((words) => sentWords.test(words))).length;
}
