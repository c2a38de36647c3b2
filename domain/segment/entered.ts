import type { UserEvent } from '../profile/event.ts';
import { isOwnEventId, ownEventId } from '../profile/own-event-id.ts';
import type { Instant } from '../time/instant.ts';

/** The name of the event that Usher itself tells when somebody comes into a segment by which a journey is entered. */
export const segmentEntered = 'Segment Entered';

/** That a user came into a segment at an instant: the same event for the same three. */
export function segmentEvent(user: string, segment: string, at: Instant): UserEvent {
  return {
    messageId: ownEventId(['segment', segment, user, at]),
    type: 'track',
    user,
    name: segmentEntered,
    properties: { segment },
    traits: {},
    context: {},
    timestamp: at,
    receivedAt: at,
  };
}

/** The segment that an event tells of; null for every other event, and for one of that name that somebody has sent. */
export function enteredBy({ messageId, name, properties }: UserEvent): string | null {
  const { segment } = properties;
  return name === segmentEntered && isOwnEventId(messageId) && typeof segment === 'string' ? segment : null;
}
