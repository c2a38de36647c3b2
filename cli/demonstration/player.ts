import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/time/instant.ts';
import type { Ingest, Receipt } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { passes } from '../../domain/time/clock.ts';
import { untilSettled } from './barrier.ts';
import type { ClockKeeper, Front } from './clock-keeper.ts';
import type { SampleMessage } from './sample.ts';

export interface PlayerDependencies {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly keeper: ClockKeeper;
  readonly signal: AbortSignal;
  readonly onReceipt: (receipt: Receipt) => void;
}

/** What is left of each user's messages, in their order. */
type Queues = ReadonlyMap<string, SampleMessage[]>;

/** A user's clock does not pass the first message that was not taken yet, so no timer overtakes an event. */
function createFront(queues: Queues): Front {
  return {
    upTo: (instant) =>
      [...queues].flatMap(([user, [next]]) =>
        next !== undefined && next.arrival <= instant ? [[user, next.arrival]] : [],
      ),
  };
}

/**
 * Plays messages on the demonstration's clock: each user's in their order, each at its instant of arrival and after all
 * that was due for that user before. Resolves when all are taken; rejects when `signal` aborts.
 */
export async function play(messages: readonly SampleMessage[], dependencies: PlayerDependencies): Promise<void> {
  const queues = groupByUser(messages);
  dependencies.keeper.heldBy(createFront(queues));
  await Promise.all([...queues.values()].map((queue) => playUser(queue, dependencies)));
}

async function playUser(queue: SampleMessage[], dependencies: PlayerDependencies): Promise<void> {
  const { store, ingest, keeper, signal, onReceipt } = dependencies;
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    const { user, arrival: instant, message } = next;
    await untilInstant(keeper, instant, signal);
    await untilSettled(store.users, user, { instant, signal });
    onReceipt(await ingest.take(message, { receivedAt: instant }));
    queue.shift();
  }
}

async function untilInstant({ time }: ClockKeeper, instant: Instant, signal: AbortSignal): Promise<void> {
  const left = passes(time(), instant) - Date.now();
  if (left > 0) await sleep(left, undefined, { signal });
}

function groupByUser(messages: readonly SampleMessage[]): Queues {
  const groups = new Map<string, SampleMessage[]>();
  for (const message of messages) {
    const group = groups.get(message.user);
    if (group === undefined) groups.set(message.user, [message]);
    else group.push(message);
  }
  return groups;
}
