import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { workflowId, type Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Store } from '../store/index.ts';
import type { Carried } from '../workflows/continuing.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';
import { listed, quoted } from './listed.ts';
import { describe } from './look.ts';

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** How a delivery that went out is told in the history: its step, and that it was sent. */
const sentWords = /^(\S+) sent\b/;

/**
 * How many nudges Temporal tells of on one course of a user that the database has lost, and with them their room under
 * frequency caps. Every execution that Temporal still keeps under the id is asked, of whatever visit; a nudge whose
 * decision never came to the workflow is in none of them.
 */
export async function nudgesLost(
  { store, temporal }: { readonly store: Store; readonly temporal: TemporalClient },
  { user, course }: { readonly user: string; readonly course: string },
): Promise<number> {
  const sent = await sentOn(temporal, workflowId(course, user));
  if (sent.length === 0) return 0;
  const its = (await store.nudges.of(user)).filter(({ key }) => key.startsWith(`${course}/${user}/`));
  const known = counted(its.flatMap(({ status, visit, step }) => (status === 'sent' ? [`${visit} ${step}`] : [])));
  const lost = [...counted(sent)].map(([nudge, times]) => Math.max(0, times - (known.get(nudge) ?? 0)));
  return lost.reduce((sum, times) => sum + times, 0);
}

function counted(all: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

/** The visit and step of every nudge. A decision that is told in several runs, or several times, is one. */
async function sentOn(temporal: TemporalClient, id: string): Promise<readonly string[]> {
  const sent = new Map<string, string>();
  for (const run of await runsOf(temporal, id)) {
    const [visit, instructions] = await toldIn(temporal, id, run);
    for (const { number, because } of instructions) {
      const step = because.map((words) => sentWords.exec(words)?.[1]).find((found) => found !== undefined);
      if (step !== undefined) sent.set(`${visit} ${number}`, `${visit} ${step}`);
    }
  }
  return [...sent.values()];
}

/** The newest one too where the list does not have it yet. */
async function runsOf(temporal: TemporalClient, id: string): Promise<ReadonlySet<string>> {
  const newest = await describe(temporal.client, id);
  const runs = new Set(newest === null ? [] : [newest.runId]);
  for await (const { runId } of listed(temporal, `WorkflowId = ${quoted(id)}`)) runs.add(runId);
  return runs;
}

async function toldIn(
  { client }: TemporalClient,
  id: string,
  run: string,
): Promise<readonly [visit: number, instructions: readonly Instruction[]]> {
  const events = await historyOf({ client }, id, run);
  const [enrolment, carried] = events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  if (enrolment == null) return [0, []];
  const before = carried == null ? null : defaultPayloadConverter.fromPayload<Carried>(carried).instruction;
  const told = events
    .flatMap(resultOf)
    .map((payload) => defaultPayloadConverter.fromPayload<Instruction | null>(payload));
  return [
    defaultPayloadConverter.fromPayload<Enrolment>(enrolment).visit,
    [before, ...told].filter((each) => each !== null),
  ];
}

/** Nothing for one that Temporal does not know any more. */
async function historyOf(
  { client }: Pick<TemporalClient, 'client'>,
  id: string,
  run: string,
): Promise<readonly HistoryEvent[]> {
  try {
    const handle = client.workflow.getHandle(id, run);
    return (await inTime(client, () => handle.fetchHistory())).events ?? [];
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

/** What a delivery or a decision has answered; that of a local activity is in its marker. */
function resultOf(event: HistoryEvent): readonly Payload[] {
  const ordinary = event.activityTaskCompletedEventAttributes?.result;
  const local = event.markerRecordedEventAttributes?.details?.result;
  return [...(ordinary?.payloads ?? []), ...(local?.payloads ?? [])];
}
