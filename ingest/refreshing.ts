import { ApplicationFailure } from '@temporalio/common';
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { UsherError } from '../domain/errors.ts';
import { needsRefresh } from '../domain/release/needs-refresh.ts';
import { usualRate, type Publication, type RefreshProgress } from '../domain/release/refresh.ts';
import {
  refreshQuery,
  refreshWorkflow,
  refreshWorkflowId,
  type RefreshCommand,
  type RefreshRequest,
} from '../domain/release/refresh-workflow.ts';
import { minute, type Instant, type Milliseconds } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import type { refresh } from '../workflows/index.ts';
import type { TemporalClient } from './connect.ts';
import { inTime } from './deadline.ts';

export interface RefreshDependencies {
  readonly store: Pick<Store, 'releases' | 'refreshes'>;
  readonly temporal: TemporalClient;
}

/** It notes its progress every few seconds; one that has not for so long was ended, or never begun. */
const silentFor: Milliseconds = minute;

/**
 * Starts bringing everybody up to date with the current release, unless that is under way or done; one that was broken
 * off goes on where it was. Safe at any time, on any number of processes.
 * @returns whether it was started
 */
export async function ensureRefresh(
  { store, temporal }: RefreshDependencies,
  { rate = usualRate, now }: { readonly rate?: number; readonly now: Instant },
): Promise<boolean> {
  const published = await store.releases.published();
  if (published === null || !needsRefresh(published.release)) return false;
  const publication = { release: published.release.id, since: published.since };
  const known = await store.refreshes.read(publication.release);
  const before = known?.since === publication.since ? known : null;
  if (before !== null && isOver(before, now)) return false;
  return start(temporal, { ...publication, rate, ...(before && { from: before }) });
}

function isOver({ status, updatedAt }: RefreshProgress, now: Instant): boolean {
  return status === 'done' || now - updatedAt < silentFor;
}

/** False where it runs. */
async function start({ client, taskQueue }: TemporalClient, request: RefreshRequest): Promise<boolean> {
  const workflowId = refreshWorkflowId(taskQueue, request.release);
  const staticSummary = `brings everybody up to date with ${request.release.slice(0, 7)}`;
  const options: Parameters<typeof client.workflow.start<typeof refresh>>[1] = {
    taskQueue,
    workflowId,
    args: [request],
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    staticSummary,
  };
  try {
    await inTime(client, () => client.workflow.start<typeof refresh>(refreshWorkflow, options));
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** Pauses or resumes it, and gives its words. @throws UsherError COMMAND_INVALID, COMMAND_REFUSED, REFRESH_MISSING */
export async function commandRefresh(
  { client, taskQueue }: TemporalClient,
  { release }: Pick<Publication, 'release'>,
  { kind, ...command }: RefreshCommand & { readonly kind: 'pause' | 'resume' },
): Promise<string> {
  const handle = client.workflow.getHandle(refreshWorkflowId(taskQueue, release));
  try {
    return await inTime(client, () => handle.executeUpdate<string, [RefreshCommand]>(kind, { args: [command] }));
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw refused(error);
    if (error instanceof WorkflowNotFoundError) throw missing(release);
    throw error;
  }
}

/** How far it has come, as it says itself; null where none runs. */
export async function askRefresh(
  { client, taskQueue }: TemporalClient,
  release: string,
): Promise<RefreshProgress | null> {
  const handle = client.workflow.getHandle(refreshWorkflowId(taskQueue, release));
  try {
    return await inTime(client, () => handle.query<RefreshProgress>(refreshQuery));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function refused(error: WorkflowUpdateFailedError): UsherError {
  const { cause } = error;
  const code = cause instanceof ApplicationFailure && cause.type === 'COMMAND_INVALID' ? cause.type : 'COMMAND_REFUSED';
  return new UsherError(code, cause?.message ?? error.message, { cause: error });
}

function missing(release: string): UsherError {
  return new UsherError(
    'REFRESH_MISSING',
    `nothing brings anybody up to date with ${release.slice(0, 7)} now; usher refresh shows what did`,
  );
}
