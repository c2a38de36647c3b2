import type { User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { EventStore } from '../store/events.ts';
import type { Pending } from './fold.ts';
import { eventHash } from './message.ts';
import type { Tell } from './tell.ts';

/** Does one thing that a user's document has left to do. Everything may be done again. */
export type CarryOut = (user: User, intent: Intent) => Promise<unknown>;

export interface CarryOutDependencies {
  readonly tell: Tell;
  readonly events: EventStore;
  readonly fold: (pending: Pending) => Promise<unknown>;
  readonly now: () => Instant;
}

/** Temporal is told of starts and wake-ups; an event of a journey's own is stored, and folded where it is not yet. */
export function createCarryOut({ tell, events, fold, now }: CarryOutDependencies): CarryOut {
  return async (user, intent) => {
    if (intent.kind !== 'event') return tell(user, intent);
    const { event } = intent;
    const storedAt = now();
    const before = await events.insert(event, eventHash(event), storedAt);
    return fold({ event, storedAt: before === null ? storedAt : null });
  };
}
