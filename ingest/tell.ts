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
import { originOf, originOn, visitOf, type User } from '../domain/enrolment/user.ts';
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
  return (user, intent) => {
    if (intent.kind === 'start') return start(temporal, user, intent);
    const { course, number } = intent;
    if (intent.kind === 'end') return wake(temporal, workflowId(course, intent.origin), [number, intent.visit]);
    const visit = visitOf(user, course);
    return wake(temporal, workflowId(course, originOn(user, course)), [number, visit?.visit]);
  };
}

async function start(
  { client, taskQueue }: TemporalClient,
  user: User,
  intent: Extract<Intent, { kind: 'start' }>,
): Promise<Telling> {
  const visit = visitOf(user, intent.course);
  if (visit?.visit !== intent.visit) return 'told';
  const { key, release } = visit;
  const origin = originOf(user, visit);
  const journey = journeyOf(intent.course);
  const enrolment: Enrolment = { journey, ...(key !== null && { key }), user: origin, visit: visit.visit, release };
  try {
    const options: Parameters<typeof client.workflow.start<typeof journeyLoop>>[1] = {
      taskQueue,
      workflowId: workflowId(intent.course, origin),
      args: [enrolment],
      workflowIdConflictPolicy: 'FAIL',
      // A first visit has nothing before it, unless the document was restored from a time before it.
      workflowIdReusePolicy: visit.visit === 1 ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
      staticSummary: summary({ ...enrolment, user: user.id }),
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

async function wake({ client }: TemporalClient, workflow: string, told: Wake): Promise<Telling> {
  try {
    const handle = client.workflow.getHandle(workflow);
    await inTime(client, () => handle.signal<Wake>(wakeSignal, ...told));
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
