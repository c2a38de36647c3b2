import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import { deliveriesAtOnce } from '../activities/email/provider.ts';
import type { Activities } from '../activities/index.ts';
import { deliveryQueue } from '../domain/enrolment/delivery-queue.ts';
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

/**
 * One worker for the journeys and their decisions, and one for deliveries: with a queue and slots of their own, they keep
 * nobody waiting but each other. The first still takes deliveries, which workflows of a build before have asked it for.
 */
export async function createTaskWorkers({ workflows, activities, taskQueue, ...common }: Tasks): Promise<TaskWorkers> {
  const options = {
    ...common,
    maxConcurrentActivityTaskExecutions: deliveriesAtOnce,
  };
  const journeys = { stickyQueueScheduleToStartTimeout: remembered, nonStickyToStickyPollRatio };
  const deliver: Activities['deliver'] = (request) => activities.deliver(request);
  const source = 'workflowsPath' in workflows ? workflows : { workflowBundle: workflows };
  const workers = await Promise.all([
    Worker.create({ ...options, ...source, ...journeys, taskQueue, activities: { ...activities } }),
    Worker.create({ ...options, taskQueue: deliveryQueue(taskQueue), activities: { deliver } }),
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
