import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import { ownEventId } from '../domain/profile/own-event-id.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { ApiDependencies } from './dependencies.ts';

/** Something that the API has learned of a user. */
export interface Learned {
  readonly user: string;
  readonly name: string;
  readonly properties: JsonObject;
  /** What makes it this event and no other: told again, it counts once. */
  readonly once: readonly Json[];
  /** When it happened; absent: now. */
  readonly at?: Instant;
}

/** Keeps it as an event. Resolved: it is safe. */
export function record(learned: Learned, { ingest, clock }: ApiDependencies): Promise<'stored' | 'duplicate'> {
  return ingest.record(eventOf(learned, clock.at(Date.now(), learned.user)));
}

function eventOf({ user, name, properties, once, at }: Learned, now: Instant): UserEvent {
  const hash = createHash('sha256').update(canonicalJson([user, name, ...once])).digest('hex').slice(0, 40); // prettier-ignore
  const bodies = { properties, traits: {}, context: {} };
  const instants = { timestamp: at ?? now, receivedAt: now };
  return { messageId: ownEventId(['api', hash]), type: 'track', user, name, ...bodies, ...instants };
}
