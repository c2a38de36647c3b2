import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { day, hour, type Milliseconds } from '../domain/time/instant.ts';
import { reconcile, type ReconcileDependencies } from '../ingest/reconcile.ts';
import type { Reconciled } from '../ingest/reconcile-tally.ts';

export interface ReconcilingDependencies extends Omit<ReconcileDependencies, 'onError'> {
  readonly log: Logger;
  /** Told how a run ended. */
  readonly onRun: (completed: boolean) => void;
}

/** One worker's turn is everybody's. */
const turn = 'reconcile';
const every: Milliseconds = day;
/** A worker that dies in its turn keeps it for so long; one that lives says so as it goes on. */
const heldFor: Milliseconds = hour;
/** Nobody looks for a turn before this; all together look many times a day. */
const looksEvery: Milliseconds = hour;

/**
 * Reconciles all visits once a day, on one of all workers. Each worker looks once an hour, at a minute of its own, whether
 * it is time. The function returned stops it and waits for the run under way.
 */
export function startReconciling(dependencies: ReconcilingDependencies): () => Promise<void> {
  let running = Promise.resolve();
  let stopped = false;
  const isStopped = (): boolean => stopped;
  const look = (): void => {
    running = running.then(() => reconcileInTurn(dependencies, isStopped));
    timer = setTimeout(look, looksEvery);
  };
  let timer = setTimeout(look, Math.random() * looksEvery);
  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}

/** Reconciles if it is time and nobody else does. A failure is told, and the next look tries again. */
export async function reconcileInTurn(dependencies: ReconcilingDependencies, isStopped = () => false): Promise<void> {
  const { store, log, onRun } = dependencies;
  const holder = randomUUID();
  const began = Date.now();
  try {
    if (!(await store.turns.take(turn, { holder, now: began, until: began + heldFor }))) return;
    const onProgress = async (): Promise<void> => {
      const held = !isStopped() && (await store.turns.hold(turn, { holder, until: Date.now() + heldFor }));
      if (!held) throw new Error('the worker stops, or another one has taken the turn');
    };
    const onError = (error: unknown): void => log.warn({ err: error }, 'could not be reconciled');
    tell(log, await reconcile({ ...dependencies, onError }, { mend: true, cautious: true, onProgress }));
    await store.turns.hold(turn, { holder, until: began + every });
    onRun(true);
  } catch (error) {
    log.warn({ err: error }, 'the reconciliation failed, a later one tries again');
    onRun(false);
  }
}

function tell(log: Logger, { checked, kinds }: Reconciled): void {
  const found = kinds.map(({ kind, found: count, mended, examples }) => ({ kind, found: count, mended, examples }));
  log.info({ ...checked, found }, found.length === 0 ? 'visits and workflows agree' : 'visits and workflows disagreed');
}
