import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { SearchAttributeType, defaultPayloadConverter, defineSearchAttributeKey } from '@temporalio/common';
import { enrolmentQueryName, workflowId, type Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Progress, Sighting } from '../domain/enrolment/sighting.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { journey as journeyLoop, Story } from '../workflows/index.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';

/** Looks at what Temporal shows of one course of a user: the newest execution under the workflow's id. */
export type Look = (user: string, course: string) => Promise<Sighting>;

export function createLook({ client }: TemporalClient, clock: Clock): Look {
  return async (user, course) => {
    const found = await describe(client, workflowId(course, user));
    if (found === null) return { kind: 'none' };
    const enrolment = await enrolmentOf(client, found);
    const run = { enrolment, startedAt: clock.at(found.startTime.getTime(), user) };
    if (found.closeTime === undefined) return { kind: 'running', run, progress: await progressOf(client, found) };
    const at = clock.at(found.closeTime.getTime(), user);
    return { kind: 'over', run, at, ...(await endOf(client, found)) };
  };
}

/** The newest execution under a workflow's id; null where Temporal knows none. */
export async function describe(client: Client, id: string): Promise<WorkflowExecutionDescription | null> {
  try {
    return await inTime(client, () => client.workflow.getHandle(id).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** The workflow's argument: in the first event of its history, which every way of starting or resetting one writes. */
async function enrolmentOf(
  client: Client,
  { workflowId: id, runId }: WorkflowExecutionDescription,
): Promise<Enrolment> {
  const { namespace } = client.options;
  const first = { namespace, execution: { workflowId: id, runId }, maximumPageSize: 1 };
  const { history } = await inTime(client, () => client.workflowService.getWorkflowExecutionHistory(first));
  const payload = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
  if (payload == null) throw new Error(`workflow ${id} was started without an enrolment; expected one as its argument`);
  return defaultPayloadConverter.fromPayload<Enrolment>(payload);
}

const step = defineSearchAttributeKey('UsherStep', SearchAttributeType.KEYWORD);

/** Null before the first decision was shown, where there is nothing to ask for, and where no worker answers. */
async function progressOf(client: Client, found: WorkflowExecutionDescription): Promise<Progress | null> {
  if (found.typedSearchAttributes.get(step) === undefined) return null;
  const handle = client.workflow.getHandle(found.workflowId, found.runId);
  const ask = (): Promise<Instruction | null> => handle.query<Instruction | null>(enrolmentQueryName);
  const instruction = await inTime(client, ask).catch(() => null);
  return instruction === null ? null : { number: instruction.number, entry: instruction.state.entry };
}

type End = Pick<Extract<Sighting, { kind: 'over' }>, 'outcome' | 'words'>;

/** How an execution ended: as its story tells, or otherwise than by itself. */
async function endOf(client: Client, { workflowId: id, runId, status }: WorkflowExecutionDescription): Promise<End> {
  if (status.name !== 'COMPLETED') {
    return { outcome: 'terminated', words: `its workflow was ${status.name.toLowerCase()} in Temporal` };
  }
  const handle = client.workflow.getHandle<typeof journeyLoop>(id, runId, { followRuns: false });
  const { outcome, words }: Story = await inTime(client, () => handle.result());
  return { outcome, words };
}
