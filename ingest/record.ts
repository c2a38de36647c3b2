import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { EventStore } from '../store/events.ts';
import type { Pending } from './fold.ts';
import { eventHash } from './message.ts';

/** Takes an event of Usher's own in, which has an id that no sender may use. Resolved: it is safe, and counted once. */
export type RecordEvent = (event: UserEvent) => Promise<'stored' | 'duplicate'>;

interface RecordDependencies {
  readonly events: EventStore;
  readonly fold: (pending: Pending) => Promise<unknown>;
  readonly now: () => Instant;
}

/** Of two events with one id the first stands, whatever the second says: its instant is another one, it means the same. */
export function createRecord({ events, fold, now }: RecordDependencies): RecordEvent {
  return async (event) => {
    const storedAt = now();
    const before = await events.insert(event, eventHash(event), storedAt);
    if (before === null) await fold({ event, storedAt });
    else if (before.status !== 'done') await fold({ event: before.event, storedAt: null });
    return before === null ? 'stored' : 'duplicate';
  };
}
