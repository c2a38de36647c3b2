import type { Client } from '@temporalio/client';
import type { TemporalClient } from '../../ingest/connect.ts';
import { connectTemporal } from '../../ingest/connect.ts';
import { freshName, type SharedStack } from './stack.ts';

const away = (): Promise<never> => Promise.reject(new Error('14 UNAVAILABLE: Temporal is away'));

/** A Temporal that cannot be reached: whatever it is asked fails. */
export const absentTemporal: TemporalClient = {
  client: {
    workflow: { start: away, getHandle: () => ({ signal: away }) },
    withDeadline: (_: number, ask: () => Promise<unknown>) => ask(),
  } as unknown as Client,
  taskQueue: 'nowhere',
  close: () => Promise.resolve(),
};

/** A client of the shared Temporal with a task queue of its own, on which no worker runs unless the test starts one. */
export function connectSharedTemporal({ temporal }: SharedStack): Promise<TemporalClient> {
  return connectTemporal({
    address: temporal.address,
    namespace: temporal.namespace,
    taskQueue: freshName('queue'),
    tls: false,
    files: { ca: null, certificate: null, key: null },
    serverName: null,
    apiKey: null,
  });
}
