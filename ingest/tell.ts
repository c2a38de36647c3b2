import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import {
  journeyOf,
  journeyWorkflow,
  wakeSignal,
  workflowId,
  type Enrolment,
  type Wake,
} from '../domain/enrolment/identity.ts';
import { visitOf, type User } from '../domain/enrolment/user.ts';
import { cutBytes } from '../domain/text.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { journey as journeyLoop } from '../workflows/index.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';

/**
 * `told`: Temporal knows. `taken`: it knows another execution under the id, or this very one. `lost`: it knows no
 * workflow that could be woken.
 */
export type Telling = 'told' | 'taken' | 'lost';

/** What Temporal is told; the rest is for ingest itself. */
export type TemporalIntent = Exclude<Intent, { kind: 'event' }>;

export type Tell = (user: User, intent: TemporalIntent) => Promise<Telling>;

/** Tells Temporal what a user's document has to do: start a journey, or wake one. Both may be told again. */
export function createTell(temporal: TemporalClient): Tell {
  return (user, intent) => (intent.kind === 'start' ? start(temporal, user, intent) : wake(temporal, user, intent));
}

async function start(
  { client, taskQueue }: TemporalClient,
  user: User,
  intent: Extract<Intent, { kind: 'start' }>,
): Promise<Telling> {
  const visit = visitOf(user, intent.course);
  if (visit?.visit !== intent.visit) return 'told';
  const { key, release } = visit;
  const journey = journeyOf(intent.course);
  const enrolment: Enrolment = { journey, ...(key !== null && { key }), user: user.id, visit: visit.visit, release };
  try {
    const options: Parameters<typeof client.workflow.start<typeof journeyLoop>>[1] = {
      taskQueue,
      workflowId: workflowId(intent.course, user.id),
      args: [enrolment],
      workflowIdConflictPolicy: 'FAIL',
      // A first visit has nothing before it, unless the document was restored from a time before it.
      workflowIdReusePolicy: visit.visit === 1 ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
      staticSummary: summary(enrolment),
      typedSearchAttributes: [
        { key: keyword('UsherUser'), value: user.id },
        { key: keyword('UsherJourney'), value: enrolment.journey },
        { key: keyword('UsherRelease'), value: release.slice(0, 7) },
      ],
    };
    await inTime(client, () => client.workflow.start<typeof journeyLoop>(journeyWorkflow, options));
    return 'told';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'taken';
    throw error;
  }
}

async function wake(
  { client }: TemporalClient,
  user: User,
  intent: Extract<Intent, { kind: 'wake' }>,
): Promise<Telling> {
  try {
    const handle = client.workflow.getHandle(workflowId(intent.course, user.id));
    await inTime(client, () => handle.signal<Wake>(wakeSignal, intent.number, visitOf(user, intent.course)?.visit));
    return 'told';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'lost';
    throw error;
  }
}

/** Temporal keeps at most 200 bytes of it; the journey and the release take at most 55. */
function summary({ journey: name, user, release }: Enrolment): string {
  return `${name} · ${cutBytes(user, 140)} · ${release.slice(0, 7)}`;
}

function keyword(name: string): ReturnType<typeof defineSearchAttributeKey<typeof SearchAttributeType.KEYWORD>> {
  return defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
}
