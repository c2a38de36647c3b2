import type { Logger } from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import type { Configuration } from '../domain/configuration/configuration.ts';
import { second } from '../domain/time/instant.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Store } from '../store/index.ts';
import { serveMetrics } from './metrics-endpoint.ts';
import { addGauge, createMetrics, type Metrics } from './metrics.ts';
import { measured } from './metrics-store.ts';

/** The metrics of a worker, the store that feeds them, and how to stop serving them. */
export interface Measuring {
  readonly metrics: Metrics;
  readonly store: Store;
  readonly stop: () => Promise<void>;
}

/** Counts what a worker does and, where the configuration names an address, serves it there. */
export async function startMeasuring(
  { metrics: { address } }: Configuration,
  { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Logger },
): Promise<Measuring> {
  const metrics = createMetrics();
  const { registry } = metrics;
  const measuring = { metrics, store: measured(store, metrics, clock) };
  if (address === null) return { ...measuring, stop: () => Promise.resolve() };
  addGauges(metrics, store);
  collectDefaultMetrics({ register: registry });
  const endpoint = await serveMetrics(registry, address);
  log.info({ address: endpoint.address }, 'metrics at /metrics');
  return { ...measuring, stop: () => endpoint.close() };
}

/** What is true of all workers together: each tells the same. */
function addGauges({ registry }: Metrics, { events, users }: Store): void {
  const age = (since: number | null | undefined): number => (since == null ? 0 : (Date.now() - since) / second);
  addGauge(registry, {
    name: 'events_pending',
    help: 'Events stored and not known to be counted',
    read: () => events.countPending(Date.now()),
  });
  addGauge(registry, {
    name: 'events_pending_age_seconds',
    help: 'Age of the oldest of them',
    read: async () => age((await events.pending(Date.now(), 1))[0]?.storedAt),
  });
  addGauge(registry, {
    name: 'todo_age_seconds',
    help: 'How long the longest has been waiting that Temporal is to be told',
    read: async () => age(await users.oldestTodo()),
  });
}
