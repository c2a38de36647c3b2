import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import { deliveriesAtOnce } from '../activities/email/provider.ts';
import type { Activities } from '../activities/index.ts';
import type { RefreshActivities } from '../activities/refresh/index.ts';
import { deliveryQueue } from '../domain/enrolment/delivery-queue.ts';
import { refreshQueue } from '../domain/release/refresh-workflow.ts';
import { minute, type Milliseconds } from '../domain/time/instant.ts';

/** Temporal's workers of this process. `run` resolves when they were stopped, and throws when one of them breaks. */
export interface TaskWorkers {
  run(): Promise<void>;
  stop(): void;
}

export interface Tasks {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly workflows: WorkflowBundleOption | { readonly workflowsPath: string };
  readonly activities: Activities;
  readonly refreshing: RefreshActivities;
  /** How long a workflow's task waits for the worker that remembers the workflow. */
  readonly remembers?: Milliseconds | undefined;
  /** It stands in every workflow task of every history: short. */
  readonly identity: string;
}

/**
 * How long a workflow's task waits for the worker that remembers the workflow, before any may take it. Of thousands that
 * a timer wakes at one instant the last comes to its turn after a minute or two; one that was given up meanwhile starts
 * again behind all others, and its history is read anew. For a worker that is gone nothing waits longer than before:
 * Temporal gives it no more tasks, but for those of its last seconds.
 */
const remembered: Milliseconds = 2 * minute;
/** Of the polls for tasks half are for those that no worker remembers: they do not wait until a herd is through. */
const nonStickyToStickyPollRatio = 0.5;

/** One is under way, and perhaps the last page of one that a later release has taken over from. */
const refreshesAtOnce = 2;

/**
 * One worker for the journeys and their decisions, one for deliveries, and one that brings everybody up to date: with a queue and slots of their own, they keep
 * nobody waiting but each other. The first still takes deliveries, which workflows of a build before have asked it for.
 */
export async function createTaskWorkers({
  workflows,
  activities,
  refreshing,
  taskQueue,
  remembers = remembered,
  ...common
}: Tasks): Promise<TaskWorkers> {
  const options = {
    ...common,
    maxConcurrentActivityTaskExecutions: deliveriesAtOnce,
  };
  const journeys = { stickyQueueScheduleToStartTimeout: remembers, nonStickyToStickyPollRatio };
  const deliver: Activities['deliver'] = (request) => activities.deliver(request);
  const source = 'workflowsPath' in workflows ? workflows : { workflowBundle: workflows };
  const workers = await Promise.all([
    Worker.create({ ...options, ...source, ...journeys, taskQueue, activities: { ...activities } }),
    Worker.create({ ...options, taskQueue: deliveryQueue(taskQueue), activities: { deliver } }),
    Worker.create({
      ...common,
      taskQueue: refreshQueue(taskQueue),
      activities: { ...refreshing },
      maxConcurrentActivityTaskExecutions: refreshesAtOnce,
    }),
  ]);
  // Temporal's runtime stops them too, at a signal; who is stopping must not be told again.
  const stop = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    stop,
    async run() {
      const ends = await Promise.allSettled(workers.map((worker) => worker.run().finally(stop)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
}
