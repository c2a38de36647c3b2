import { visitOf, type User } from '../domain/enrolment/user.ts';
import type { Intent } from '../domain/enrolment/visit.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { EventStore } from '../store/events.ts';
import type { Pending } from './fold.ts';
import type { Meet } from './meet.ts';
import { eventHash } from './message.ts';
import type { Tell, TemporalIntent } from './tell.ts';

/** Does one thing that a user's document has left to do. Everything may be done again. */
export type CarryOut = (user: User, intent: Intent) => Promise<void>;

export interface CarryOutDependencies {
  readonly tell: Tell;
  /** For when Temporal does not know what the document does, or the other way round. */
  readonly meet: Meet;
  readonly events: EventStore;
  readonly fold: (pending: Pending) => Promise<unknown>;
  readonly now: () => Instant;
}

/** Temporal is told of starts and wake-ups; an event of a journey's own is stored, and folded where it is not yet. */
export function createCarryOut(dependencies: CarryOutDependencies): CarryOut {
  const { tell, meet } = dependencies;
  return async (user, intent) => {
    if (intent.kind === 'event') return keep(intent.event, dependencies);
    // What a restored document does not know of a first visit, the start itself finds out.
    if (isReturn(user, intent) && (await meet(user.id, intent.course)) !== 'start') return;
    const telling = await tell(user, intent);
    if (telling === 'told') return;
    await meet(user.id, intent.course, intent.kind === 'wake' ? { event: intent.event } : {});
  };
}

async function keep(event: UserEvent, { events, fold, now }: CarryOutDependencies): Promise<void> {
  const storedAt = now();
  const content = eventHash(event);
  const before = await events.insert(event, content, storedAt);
  if (before !== null && before.content !== content) {
    // A restored document has decided again, and otherwise. Both are told; to fold this one again changes nothing.
    await events.insert({ ...event, messageId: `${event.messageId}/${content}` }, content, storedAt);
  }
  await fold({ event, storedAt: before === null ? storedAt : null });
}

/** Whether somebody who was in the journey before is to start in it. */
function isReturn(user: User, intent: TemporalIntent): boolean {
  return intent.kind === 'start' && intent.visit > 1 && visitOf(user, intent.course)?.visit === intent.visit;
}
