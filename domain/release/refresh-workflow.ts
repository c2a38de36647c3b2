import type { Publication, RefreshProgress } from './refresh.ts';

/** The names under which Temporal knows the workflow that brings everybody up to date. */
export const refreshWorkflow = 'refresh';
export const refreshQuery = 'progress';
export const refreshCommands = { pause: 'pause', resume: 'resume' } as const;

/** Its id: one for a release, and for the workers of one task queue. */
export function refreshWorkflowId(taskQueue: string, release: string): string {
  return `refresh/${taskQueue}/${release}`;
}

/** The task queue of its activities: with slots of their own they keep no decision waiting. */
export function refreshQueue(taskQueue: string): string {
  return `${taskQueue}-refresh`;
}

/** The argument of the workflow. */
export interface RefreshRequest extends Publication {
  readonly rate: number;
  /** Where one that was broken off goes on; absent: at the beginning. */
  readonly from?: RefreshProgress;
}

/** What somebody says who pauses or resumes it. */
export interface RefreshCommand {
  readonly by: string;
  readonly reason: string;
  /** Users a second from now on. */
  readonly rate?: number;
}
