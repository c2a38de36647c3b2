import type { Ingest } from '../../../ingest/index.ts';
import { second } from '../../../domain/time/instant.ts';
import type { Seams } from '../../../worker/seams.ts';
import { crashingEmail } from './email.ts';
import type { Points } from './points.ts';
import { crashingStore } from './store.ts';
import { crashingTemporal } from './temporal.ts';

/** Swept often, and soon after: a test waits for it. */
const sweepEvery = second / 2;
const settles = 2 * second;

/** A worker that can die after each of its writes. @param bundle the workflows, bundled; null to bundle them anew */
export function crashingSeams(points: Points, bundle: string | null): Seams {
  return {
    held: (held) => ({
      ...held,
      store: crashingStore(held.store, points),
      temporal: crashingTemporal(held.temporal, points),
      email: crashingEmail(held.email, points),
    }),
    activities: (activities) => ({
      decide: (request) => points.in('decide', () => activities.decide(request)),
      deliver: (request) => points.in('deliver', () => activities.deliver(request)),
    }),
    ingest: (ingest): Ingest => ({ ...ingest, sweep: () => points.in('sweep', () => ingest.sweep(settles)) }),
    sweepEvery,
    workflowBundle: bundle === null ? undefined : { codePath: bundle },
  };
}
