import type { Reception } from '../domain/enrolment/receive.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import { UsherError } from '../domain/errors.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Clock } from '../domain/time/clock.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import { createApplied } from './applied.ts';
import type { TemporalClient } from './connect.ts';
import { createCurrentRelease } from './current-release.ts';
import { fold, type Pending } from './fold.ts';
import { createCarryOut } from './carry-out.ts';
import { readMessage } from './message.ts';
import { sweep, type Swept } from './sweep.ts';
import { createTell } from './tell.ts';
import { createUserQueue } from './user-queue.ts';

export interface IngestDependencies {
  readonly store: Store;
  readonly temporal: TemporalClient;
  readonly clock: Clock;
  /** Told of what a sweep will finish: a Temporal that is away, a batch that could not be marked. */
  readonly onError: (error: unknown) => void;
}

/** What became of one event. */
export interface Receipt extends Pick<Reception, 'late' | 'entered' | 'woke' | 'refused'> {
  readonly status: 'stored' | 'duplicate';
  readonly user: string;
  /** The event's name; null for other types than `track`. */
  readonly name: string | null;
}

export interface Ingest {
  /**
   * Takes one message in Segment's format. Resolved: it is safe, counted once, and whoever waits for it will hear of it.
   * @param receivedAt the clock's instant of receipt; now, unless the demonstration plays its sample
   * @throws UsherError EVENT_* for a message that is refused; nothing was changed
   */
  take(message: unknown, receivedAt?: Instant): Promise<Receipt>;
  /** Does what a decision has left to do for a user, at once; a sweep does it otherwise. */
  begin(user: User, todo: readonly Intent[]): void;
  /** Finishes what a crash or an absent server interrupted, here or in another process. */
  sweep(): Promise<Swept>;
  /** Waits until Temporal was told of everything taken so far. */
  settled(): Promise<void>;
  /** Waits for all that is under way. */
  close(): Promise<void>;
}

export function createIngest({ store, temporal, clock, onError }: IngestDependencies): Ingest {
  const now = (): Instant => Date.now();
  const applied = createApplied(store.events, onError);
  const current = createCurrentRelease(store.releases, now);
  const telling = new Set<Promise<unknown>>();
  const carryOut = createCarryOut({
    tell: createTell(temporal),
    events: store.events,
    fold: (pending) => queue.add(pending.event.user, pending),
    now,
  });

  const queue = createUserQueue<Pending, Reception | null>(async (id, pending) => {
    const { receptions, todo } = await fold(id, pending, { store, applied, current, now });
    const user = receptions.findLast((reception) => reception !== null)?.user;
    if (user !== undefined) begin(user, todo);
    return receptions;
  });

  function begin(user: User, todo: readonly Intent[]): void {
    for (const intent of todo) {
      const told = carryOut(user, intent).catch(onError);
      telling.add(told);
      void told.finally(() => telling.delete(told));
    }
  }

  async function settled(): Promise<void> {
    await queue.idle();
    await Promise.all(telling);
  }

  return {
    settled,
    async take(message, receivedAt = clock.at(now(), '')) {
      const { event, content } = readMessage(message, receivedAt);
      const storedAt = now();
      const before = await store.events.insert(event, content, storedAt);
      if (before !== null && before.content !== content) throw conflict(event.messageId);
      if (before?.status === 'done') return receiptOf(event, null);
      const known = before === null ? { event, storedAt } : { event: before.event, storedAt: null };
      const reception = await queue.add(event.user, known);
      return receiptOf(event, before === null ? reception : null);
    },
    begin,
    sweep: () => sweep({ store, carryOut, now, fold: (pending) => queue.add(pending.event.user, pending) }),
    async close() {
      await settled();
      await applied.flush();
    },
  };
}

/** Null: it was here before. */
function receiptOf({ user, name }: UserEvent, reception: Reception | null): Receipt {
  if (reception === null) return { status: 'duplicate', user, name, late: false, entered: [], woke: [], refused: [] };
  const { late, entered, woke, refused } = reception;
  return { status: 'stored', user, name, late, entered, woke, refused };
}

function conflict(messageId: string): UsherError {
  const message = `messageId ${JSON.stringify(messageId)} was used before for another event; expected an id of its own`;
  return new UsherError('EVENT_CONFLICT', message);
}
