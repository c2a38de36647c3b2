import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import type { EmailProvider } from '../activities/email/provider.ts';
import type { Activities } from '../activities/index.ts';
import type { Milliseconds } from '../domain/time/instant.ts';
import type { TemporalClient } from '../ingest/connect.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Store } from '../store/index.ts';

/** What a worker holds open while it runs. */
export interface Held {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly connection: NativeConnection;
  readonly email: EmailProvider;
}

/**
 * Where a test may put something of its own between the parts of a worker, to break it there. A worker in production
 * has nothing in them: it knows of no crash.
 */
export interface Seams {
  readonly held: (held: Held) => Held;
  readonly activities: (activities: Activities) => Activities;
  readonly ingest: (ingest: Ingest) => Ingest;
  /** The pause between two sweeps; undefined for the usual one. */
  readonly sweepEvery: Milliseconds | undefined;
  /** How long a workflow's task waits for the worker that remembers the workflow; undefined for the usual time. */
  readonly remembers: Milliseconds | undefined;
  /** The workflows as they were bundled before; undefined to bundle them. */
  readonly workflowBundle: WorkflowBundleOption | undefined;
}

/** A worker as it is meant to be. */
export const noSeams: Seams = {
  held: (held) => held,
  activities: (activities) => activities,
  ingest: (ingest) => ingest,
  sweepEvery: undefined,
  remembers: undefined,
  workflowBundle: undefined,
};
