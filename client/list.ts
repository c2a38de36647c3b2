import { defaultPayloadConverter } from '@temporalio/common';
import type { WorkflowService } from '@temporalio/client';
import { z } from 'zod';
import type { searchAttributes } from '../domain/enrolment/identity.ts';
import { outcomes, statuses } from '../domain/journey/state.ts';
import type { Instant } from '../domain/time/instant.ts';
import { inTime } from '../ingest/deadline.ts';
import { journeyExecutions, quoted } from '../ingest/listed.ts';
import type { UsherContext } from './context.ts';
import { readInput } from './input.ts';
import { checkNames, withKeys } from './listed-names.ts';
import { UsherError } from '../domain/errors.ts';

/** All that `UsherStatus` shows: a nudge that is being sent takes a moment, and after it stands what follows. */
export const listedStatuses = statuses.filter((status) => status !== 'sending');

/** Of a page; people read fewer. */
const most = 1_000;

/** The last instant that a date can tell, as far from 1970 as the first one. */
const latest: Instant = 8.64e15;

const List = z.strictObject({
  journey: z.string().optional(),
  step: z.string().optional(),
  /** Without one, everybody who is under way. */
  status: z.enum(listedStatuses).optional(),
  /** Only who has been at their step since this instant (milliseconds since 1970) or longer. */
  since: z.number().min(-latest).max(latest).optional(),
  /** At most so many; 50 where it is not given. */
  limit: z.int().min(1).max(most).default(50),
  /** Goes on where the page before ended: its `next`. */
  after: z.string().optional(),
});
/** Whose enrolments. */
export type List = z.input<typeof List>;

/** An enrolment as Temporal lists it. */
export interface Listed {
  readonly user: string;
  readonly journey: string;
  /** What tells the enrolment from the user's others in the journey; null where there is one only. */
  readonly key: string | null;
  readonly status: string;
  readonly step: string;
  /** When the step began; null before the first decision. */
  readonly since: Instant | null;
  /** The first seven characters of the release. */
  readonly release: string;
  /** The workflow's id. */
  readonly workflow: string;
}

/** A page of enrolments. */
export interface Page {
  readonly enrolments: readonly Listed[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

/**
 * Enrolments by journey, step, status and since when, from Temporal's list, which may lag by a second or two.
 * @throws UsherError REQUEST_INVALID, JOURNEY_UNKNOWN or STEP_UNKNOWN where nobody is, and the current release has no such name
 * @example
 * // Everybody who has been stuck at a step for three days.
 * const { enrolments } = await usher.list({ journey: 'onboarding', step: 'invite', since: Date.now() - 3 * 86_400_000 });
 */
export async function list(context: Pick<UsherContext, 'temporal' | 'store'>, which: List = {}): Promise<Page> {
  const { temporal: from } = context;
  const { limit, after, ...filter } = readInput(List, which);
  const { client } = from;
  const query = journeyExecutions(from, clausesOf(filter).join(' AND '));
  const request = { namespace: client.options.namespace, query, pageSize: limit, nextPageToken: tokenOf(after) };
  const { executions, nextPageToken } = await inTime(client, () =>
    client.workflowService.listWorkflowExecutions(request),
  );
  const next = nextPageToken.length === 0 ? null : Buffer.from(nextPageToken).toString('base64url');
  if (executions.length === 0 && after === undefined) await checkNames(context, filter);
  return { enrolments: await withKeys(context, executions.map(toListed)), next };
}

type Filter = Pick<z.output<typeof List>, 'journey' | 'step' | 'status' | 'since'>;

function clausesOf({ journey, step, status, since }: Filter): readonly string[] {
  return [
    ...(journey === undefined ? [] : [`UsherJourney = ${quoted(journey)}`]),
    ...(step === undefined ? [] : [`UsherStep = ${quoted(step)}`]),
    // A run that was terminated, reset or continued keeps the status that it had.
    `ExecutionStatus = ${isOver(status) ? '"Completed"' : '"Running"'}`,
    ...(status === undefined ? [] : [`UsherStatus = ${quoted(status)}`]),
    ...(since === undefined ? [] : [`UsherSince <= "${new Date(since).toISOString()}"`]),
  ];
}

function isOver(status: Filter['status']): boolean {
  return outcomes.some((outcome) => outcome === status);
}

/** @throws UsherError REQUEST_INVALID */
function tokenOf(after: string | undefined): Uint8Array {
  if (after === undefined) return new Uint8Array();
  const token = Buffer.from(after, 'base64url');
  if (token.length > 0) return token;
  throw new UsherError(
    'REQUEST_INVALID',
    `after: found ${JSON.stringify(after)}; expected what the page before gave as its next`,
  );
}

type Execution = Awaited<ReturnType<WorkflowService['listWorkflowExecutions']>>['executions'][number];

function toListed({ execution, searchAttributes: found }: Execution): Listed {
  const read = (name: keyof typeof searchAttributes): string => {
    const payload = found?.indexedFields?.[name];
    return payload == null ? '' : String(defaultPayloadConverter.fromPayload(payload));
  };
  const since = Date.parse(read('UsherSince'));
  return {
    ...{ user: read('UsherUser'), journey: read('UsherJourney'), key: null, status: read('UsherStatus') || 'starting' },
    ...{ step: read('UsherStep'), since: Number.isNaN(since) ? null : since, release: read('UsherRelease') },
    workflow: execution?.workflowId ?? '',
  };
}
