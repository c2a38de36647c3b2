import type { Json, JsonObject } from '../../domain/json.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { freshName } from './stack.ts';

/** Monday 2 March 2026, 09:00 UTC: when the tests' stories begin. */
export const monday: Instant = Date.UTC(2026, 2, 2, 9);

type Rest<Fields> = Fields & { readonly at: Instant };

/** Something that `user` did at `at`, as ingest understood it; everything that is not said is empty. */
export function eventOf(user: string, name: string | null, { at, ...rest }: Rest<Partial<UserEvent>>): UserEvent {
  const bodies = { properties: {}, traits: {}, context: {} };
  const type = name === null ? 'identify' : 'track';
  return { messageId: freshName('event'), type, user, name, ...bodies, timestamp: at, receivedAt: at, ...rest };
}

/** A message in Segment's format, as a backend sends it. */
export type SegmentMessage = Record<string, Json>;

/** A `track` message of a user. */
export function track(userId: string, event: string, { at, ...rest }: Rest<SegmentMessage>): SegmentMessage {
  return { type: 'track', messageId: freshName('message'), userId, event, timestamp: iso(at), ...rest };
}

/** An `identify` message of a user. */
export function identify(userId: string, traits: JsonObject, { at, ...rest }: Rest<SegmentMessage>): SegmentMessage {
  return { type: 'identify', messageId: freshName('message'), userId, traits, timestamp: iso(at), ...rest };
}

/** An instant as clients send it. */
export function iso(at: Instant): string {
  return new Date(at).toISOString();
}
