import { isOwnEventId, ownEventId } from '../profile/own-event-id.ts';
import type { JsonObject } from '../json.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Instant } from '../time/instant.ts';
import type { Door } from './enrol.ts';
import { courseOf } from './identity.ts';

/** The name of the event by which somebody enrols a user in so many words, whatever the journey's own rules ask for. */
const invitationEvent = 'Enrolment Asked';

/** Who is to be enrolled where, who asks for it, and why. */
export interface Invitation {
  /** Asked twice under one id, it is asked once. */
  readonly id: string;
  readonly user: string;
  readonly journey: string;
  /** What tells the enrolment from the user's others in the journey; null where there is one only. */
  readonly key: string | null;
  readonly by: string;
  readonly reason: string;
  /** The entry event's, as templates and keys of enrolments see them. */
  readonly properties: JsonObject;
  readonly at: Instant;
}

/** The event of an invitation; what is said with it is in its context, its properties are the caller's. */
export function invitationOf({ id, user, journey, key, by, reason, properties, at }: Invitation): UserEvent {
  const messageId = invitationId({ id, user, journey, key });
  const said = { properties, traits: {}, context: { journey, by, reason } };
  return { messageId, type: 'track', user, name: invitationEvent, ...said, timestamp: at, receivedAt: at };
}

export function invitationId({ id, user, ...which }: Pick<Invitation, 'id' | 'user' | 'journey' | 'key'>): string {
  return ownEventId(['enrol', courseOf(which), user, id]);
}

/** The journey that an event invites to; null where it invites to none. Nobody's sender can make one: its id is Usher's. */
export function invitedTo({ name, messageId, context }: UserEvent): string | null {
  if (name !== invitationEvent || !isOwnEventId(messageId)) return null;
  return typeof context.journey === 'string' ? context.journey : null;
}

/** An invitation opens the door; whether the user may come in (again) is still the journey's to say. */
export function invited(event: UserEvent): Door | null {
  if (invitedTo(event) === null) return null;
  const { by, reason } = event.context;
  return {
    kind: 'open',
    because: [`enrolled by ${typeof by === 'string' ? by : 'somebody'}: ${typeof reason === 'string' ? reason : ''}`],
  };
}
