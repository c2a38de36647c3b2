import type { UserEvent } from '../profile/event.ts';
import { segmentEvent } from '../segment/entered.ts';
import type { Instant } from '../time/instant.ts';
import { folded, isFolded } from './folded.ts';
import { looked, withFilled, type Coming, type Enrolling } from './membership.ts';
import { changed, type User } from './user.ts';
import { wake } from './wake.ts';

/** The release by which people enter, and real time, which is kept with the ids of events. */
export interface Entering extends Enrolling {
  readonly real: Instant;
}

/** A user who has come into segments, by events that are folded and whose doors were not asked yet. */
export interface ComeIn {
  readonly user: User;
  readonly events: readonly UserEvent[];
  readonly woke: readonly string[];
}

/**
 * Notes into which segments a user has come as of an instant, each by an event of Usher's own; what that event changes
 * may lead into further ones. Into one segment a user comes once at one instant.
 */
export function comeIn(user: User, entering: Entering, at: Instant): ComeIn {
  const events: UserEvent[] = [];
  const woke: string[] = [];
  let look = looked(user, entering, at);
  while (look.entered.length > 0) {
    let after = withFilled(look.user, look.entered);
    for (const coming of look.entered) {
      const event = eventOf(after, coming);
      if (event === null) continue;
      const told = tell(after, event, entering);
      after = told.user;
      woke.push(...told.woke);
      events.push(event);
    }
    look = looked(after, entering, at);
  }
  return { user: look.user, events, woke };
}

/** Null where it was told before. */
function eventOf(user: User, { segment, at }: Coming): UserEvent | null {
  const event = segmentEvent(user.id, segment, at);
  return isFolded(user, event.messageId) ? null : event;
}

/** Folds an event of Usher's own and wakes who waits for it; that it is stored, too, is left to do. */
export function tell(user: User, event: UserEvent, { release, real }: Entering): ReturnType<typeof wake> {
  const { user: after } = folded(user, event, { release, at: real });
  return wake(changed(after, { todo: [...after.todo, { kind: 'event', event }] }), event, null);
}
