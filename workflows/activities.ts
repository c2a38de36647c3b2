import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { DecideRequest } from '../activities/decide.ts';
import type { NoteRequest } from '../activities/note-refused.ts';
import { deliveryQueue } from '../domain/enrolment/delivery-queue.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import { deliveryLease } from '../domain/enrolment/lease.ts';
import { firstPause, longestPause } from '../domain/enrolment/trying.ts';

const local = proxyLocalActivities<Activities>({
  startToCloseTimeout: '2 s',
  scheduleToCloseTimeout: '4 s',
  retry: { maximumAttempts: 2, initialInterval: '100 ms' },
});

const ordinary = proxyActivities<Activities>({ startToCloseTimeout: '10 s', retry: { maximumInterval: '1 min' } });

const delivering = proxyActivities<Activities>({
  startToCloseTimeout: deliveryLease,
  retry: { initialInterval: firstPause, backoffCoefficient: 2, maximumInterval: longestPause },
});

/**
 * The next decision. A local activity costs one event and no round trip; where MongoDB does not answer in time, an
 * ordinary one tries for as long as it takes without growing the history.
 */
export async function decide(request: DecideRequest): Promise<Instruction> {
  try {
    return await local.decide(request);
  } catch {
    return ordinary.decide(request);
  }
}

/**
 * Delivers a nudge; `words` is what the Temporal UI shows beside it. Null: MongoDB was restored to a time before the
 * workflow's last decision, and only a decision, which gets the workflow's state, can go on from there.
 */
export function deliver(request: Parameters<Activities['deliver']>[0], words: string): Promise<Instruction | null> {
  const taskQueue = deliveryQueue(workflowInfo().taskQueue);
  return delivering.deliver.executeWithOptions({ summary: words, taskQueue }, [request]);
}

/** Keeps in the audit log that an enrolment ended before these commands had their turn; as `decide`. */
export async function noteRefused(request: NoteRequest): Promise<void> {
  try {
    await local.noteRefused(request);
  } catch {
    await ordinary.noteRefused(request);
  }
}
