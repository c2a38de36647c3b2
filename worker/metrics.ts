import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Milliseconds } from '../domain/time/instant.ts';
import { second } from '../domain/time/instant.ts';
import { disagreements, type Disagreement } from '../ingest/meet.ts';
import type { Swept } from '../ingest/sweep.ts';

/** What a worker counts of its own work; told while it happens. */
export interface Metrics {
  readonly registry: Registry;
  /** Events folded into a user in one write, at this try. */
  readonly folded: (fold: { readonly events: number; readonly tries: number }) => void;
  /** A user's document was written, or somebody else was faster. */
  readonly wrote: (won: boolean) => void;
  /** A decision was written so long after what has asked for it. */
  readonly decided: (kind: 'wake' | 'start', after: Milliseconds) => void;
  /** A nudge was handed to a provider, which has answered. */
  readonly nudged: (nudge: Nudged) => void;
  /** A nudge did not go out now, or at all. */
  readonly heldBack: (what: string, reason: string) => void;
  /** A nudge was too late for its turn at the channel's provider. */
  readonly missedTurn: (channel: string) => void;
  readonly mended: (disagreement: Disagreement) => void;
  /** Null: the sweep failed. */
  readonly swept: (swept: Swept | null) => void;
  readonly reconciled: (completed: boolean) => void;
}

interface Nudged {
  readonly channel: string;
  readonly status: string;
  readonly maybeTwice: boolean;
}

/** In seconds: a wake-up is one round trip; what waited for a sweep takes ten. */
const latencies = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600];

/** Creates the instruments, all at nothing, in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const on = { registers: [registry] };
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []): Counter<Label> =>
    new Counter({ name: `usher_${name}`, help, labelNames, ...on });
  const events = counter('folded_events_total', 'Events folded into their users');
  const tries = new Histogram({ name: 'usher_fold_tries', help: 'Guarded writes until the events of one fold were in', buckets: [1, 2, 3, 5, 10, 20, 50], ...on }); // prettier-ignore
  const writes = counter('user_writes_total', 'Guarded writes of users', ['outcome']);
  const latency = new Histogram({ name: 'usher_wake_latency_seconds', help: 'From the event that woke or started a journey to the decision it asked for', labelNames: ['kind'], buckets: latencies, ...on }); // prettier-ignore
  const nudges = counter('nudges_total', 'Nudges that a provider has answered for', ['channel', 'status']);
  const twice = counter('nudges_maybe_twice_total', 'Nudges of which an earlier attempt may have gone out as well');
  const held = counter(
    'nudges_held_back_total',
    'Nudges that did not go out, now or at all, by the rules that kept them',
    ['what', 'reason'],
  );
  const missed = counter('turns_missed_total', 'Turns at a provider that nobody was ready for in time', ['channel']);
  const mended = counter('reconciled_total', 'Disagreements with Temporal that were mended', ['kind']);
  const swept = counter('swept_total', 'What sweeps have finished', ['what']);
  const sweeps = counter('sweeps_total', 'Sweeps', ['result']);
  const runs = counter('reconciliations_total', 'Reconciliations of all visits', ['result']);
  // A series that begins with its first value has not increased by it: alerts would not hear of the first time.
  for (const result of ['done', 'failed']) for (const each of [sweeps, runs]) each.inc({ result }, 0);
  for (const kind of disagreements) mended.inc({ kind }, 0);
  return {
    registry,
    folded(fold) {
      events.inc(fold.events);
      tries.observe(fold.tries);
    },
    wrote: (won) => writes.inc({ outcome: won ? 'written' : 'lost' }),
    decided: (kind, after) => latency.observe({ kind }, Math.max(0, after) / second),
    nudged({ channel, status, maybeTwice }) {
      nudges.inc({ channel, status });
      if (maybeTwice) twice.inc();
    },
    heldBack: (what, reason) => held.inc({ what, reason }),
    missedTurn: (channel) => missed.inc({ channel }),
    mended: (kind) => mended.inc({ kind }),
    swept(done) {
      sweeps.inc({ result: done === null ? 'failed' : 'done' });
      for (const [what, count] of Object.entries(done ?? {})) swept.inc({ what }, Number(count));
    },
    reconciled: (completed) => runs.inc({ result: completed ? 'done' : 'failed' }),
  };
}

/** A number that is asked for when somebody looks, at most every so often. */
export function addGauge(registry: Registry, { name, help, read }: Asked): void {
  let known: { readonly value: Promise<number>; readonly at: number } | null = null;
  const value = (): Promise<number> => {
    if (known === null || performance.now() - known.at > cachedFor) known = { value: read(), at: performance.now() };
    return known.value;
  };
  new Gauge({
    name: `usher_${name}`,
    help,
    registers: [registry],
    async collect() {
      // A database that does not answer leaves the number out; the rest of the page is still true.
      await value().then(
        (read) => this.set(read),
        () => this.remove(),
      );
    },
  });
}

interface Asked {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

/** However many look, the database is asked this often. */
const cachedFor: Milliseconds = 5 * second;
