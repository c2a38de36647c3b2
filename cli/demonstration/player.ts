import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../domain/time/instant.ts';
import type { Ingest, Receipt } from '../../ingest/index.ts';
import type { Store } from '../../store/index.ts';
import { passes } from '../../domain/time/clock.ts';
import { untilSettled } from './barrier.ts';
import type { ClockKeeper } from './clock-keeper.ts';
import type { SampleMessage } from './sample.ts';

export interface PlayerDependencies {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly keeper: ClockKeeper;
  readonly signal: AbortSignal;
  readonly onReceipt: (receipt: Receipt) => void;
}

/** The first message that was not taken yet: the clock does not pass it, so no timer overtakes an event. */
interface Front {
  readonly taken: (message: SampleMessage) => void;
}

function createFront(messages: readonly SampleMessage[], keeper: ClockKeeper): Front {
  const taken = new Set<SampleMessage>();
  let first = 0;
  const hold = (): void => keeper.hold(messages[first]?.arrival ?? null);
  hold();
  return {
    taken(message) {
      taken.add(message);
      for (let next = messages[first]; next !== undefined && taken.delete(next); next = messages[first]) first++;
      hold();
    },
  };
}

/**
 * Plays messages on the demonstration's clock: each user's in their order, each at its instant of arrival and after all
 * that was due for that user before. Resolves when all are taken; rejects when `signal` aborts.
 */
export async function play(messages: readonly SampleMessage[], dependencies: PlayerDependencies): Promise<void> {
  const front = createFront(messages, dependencies.keeper);
  await Promise.all([...groupByUser(messages).values()].map((each) => playUser(each, front, dependencies)));
}

async function playUser(
  messages: readonly SampleMessage[],
  front: Front,
  dependencies: PlayerDependencies,
): Promise<void> {
  const { store, ingest, keeper, signal, onReceipt } = dependencies;
  for (const each of messages) {
    const { user, arrival: instant, message } = each;
    await untilInstant(keeper, instant, signal);
    await untilSettled(store.users, user, { instant, signal });
    onReceipt(await ingest.take(message, instant));
    front.taken(each);
  }
}

async function untilInstant({ time }: ClockKeeper, instant: Instant, signal: AbortSignal): Promise<void> {
  const left = passes(time(), instant) - Date.now();
  if (left > 0) await sleep(left, undefined, { signal });
}

function groupByUser(messages: readonly SampleMessage[]): ReadonlyMap<string, SampleMessage[]> {
  const groups = new Map<string, SampleMessage[]>();
  for (const message of messages) {
    const group = groups.get(message.user);
    if (group === undefined) groups.set(message.user, [message]);
    else group.push(message);
  }
  return groups;
}
