import { idsOf, type User } from '../domain/enrolment/user.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { EventStore } from './events.ts';

/**
 * The events that are in a user's profile: those that are done, and those whose ids the document holds. They are read
 * after it; one that was folded in between has moved its revision, and so a guarded write fails.
 */
export async function foldedEvents(user: User, events: Pick<EventStore, 'of'>): Promise<readonly UserEvent[]> {
  const applied = new Set(user.applied.map(({ id }) => id));
  const stored = (await events.of(idsOf(user))).filter(
    ({ event, status }) => status === 'done' || (status !== 'refused' && applied.has(event.messageId)),
  );
  const known = new Set(stored.map(({ event }) => event.messageId));
  // Events of Usher's own are folded before they are stored.
  const own = user.todo.flatMap((intent) => (intent.kind === 'event' ? [intent.event] : []));
  return [...stored.map(({ event }) => event), ...own.filter(({ messageId }) => !known.has(messageId))];
}
