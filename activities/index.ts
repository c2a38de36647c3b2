import { ApplicationFailure, activityInfo, type Info } from '@temporalio/activity';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Tried } from '../domain/enrolment/trying.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createDecide, type DecideRequest } from './decide.ts';
import { createDeliver, type DeliverRequest } from './deliver.ts';
import { createNoteRefused, type NoteRefused } from './note-refused.ts';

/** What the journey workflow may ask for. All run at least once and are idempotent, by the decision's number or the command's id. */
export interface Activities {
  decide(request: DecideRequest): Promise<Instruction>;
  /** Null: the document is older than the workflow, whose state a decision has to be asked for with. */
  deliver(request: DeliverRequest): Promise<Instruction | null>;
  /** Keeps in the audit log what came too late. */
  readonly noteRefused: NoteRefused;
}

export function createActivities(dependencies: ActivityDependencies): Activities {
  const deliver = createDeliver(dependencies);
  return {
    decide: createDecide(dependencies),
    noteRefused: createNoteRefused(dependencies),
    async deliver(request) {
      const delivery = await deliver(request, triedOf(activityInfo(), Date.now()));
      if (delivery.kind === 'next') return delivery.instruction;
      if (delivery.kind === 'behind') return null;
      throw ApplicationFailure.create({
        message: delivery.because,
        type: 'DELIVER_AGAIN',
        ...(delivery.pause !== null && { nextRetryDelay: Math.max(1, delivery.pause) }),
      });
    },
  };
}

type Attempt = Pick<Info, 'attempt' | 'scheduledTimestampMs' | 'currentAttemptScheduledTimestampMs'>;

/**
 * Which attempt it is, and since when there are any. Temporal's clock tells how much time has gone by before this attempt,
 * whatever this worker's clock says; that it then waited for a slot only the worker's tells.
 */
export function triedOf(
  { attempt, scheduledTimestampMs: first, currentAttemptScheduledTimestampMs: current }: Attempt,
  now: Instant,
): Tried {
  return { attempt, since: Math.min(first, now - (current - first)) };
}
