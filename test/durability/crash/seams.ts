import type { Ingest } from '../../../ingest/index.ts';
import { second } from '../../../domain/time/instant.ts';
import type { Seams } from '../../../worker/seams.ts';
import { crashingEmail } from './email.ts';
import type { Points } from './points.ts';
import { crashingStore } from './store.ts';
import { crashingTemporal } from './temporal.ts';

/** Swept often, and soon after, as a test waits for it: but no write on a slow machine takes as long, and is swept before it has come to its point. */
const sweepEvery = second / 2;
const settles = 4 * second;
/** What the killed one was given last comes to the next one soon. */
const remembers = 10 * second;

/** Of a worker, that it does not sweep: whoever's process has died is left to the sender's retry, and to the next one. */
export const rests = 'rests';

interface Crashing {
  /** The workflows, bundled; null to bundle them anew. */
  readonly bundle: string | null;
  readonly isSweeping: boolean;
}

/** A worker in which users can be made to stop after each of its writes. */
export function crashingSeams(points: Points, { bundle, isSweeping }: Crashing): Seams {
  return {
    held: (held) => ({
      ...held,
      store: crashingStore(held.store, points),
      temporal: crashingTemporal(held.temporal, points),
      email: crashingEmail(held.email, points),
    }),
    activities: (activities) => ({
      ...activities,
      decide: (request) => points.in('decide', () => activities.decide(request)),
      deliver: (request) => points.in('deliver', () => activities.deliver(request)),
    }),
    ingest: (ingest): Ingest => ({
      ...ingest,
      sweep: () => (isSweeping ? points.in('sweep', () => ingest.sweep(settles)) : Promise.resolve(nothing)),
    }),
    sweepEvery,
    remembers,
    workflowBundle: bundle === null ? undefined : { codePath: bundle },
  };
}

const nothing = { events: 0, intents: 0, tidied: 0, joined: 0 };
