import { apply } from '../profile/apply.ts';
import type { UserEvent } from '../profile/event.ts';
import { countingOf } from '../release/counting.ts';
import type { Release } from '../release/release.ts';
import type { Instant } from '../time/instant.ts';
import { withConversions } from './credit.ts';
import { heardAs } from './heard-as.ts';
import { withBounce } from './suppress.ts';
import { changed, type User } from './user.ts';

/**
 * The user with an event folded in, as the release declares and counts it; nobody was woken and no door was asked.
 * @param at real time, kept with the event's id
 */
export function folded(
  user: User,
  event: UserEvent,
  { release, at }: { release: Release | null; at: Instant },
): Folded {
  const applied = [...user.applied, { id: event.messageId, at }];
  const { profile, declaredBy } = known(user, event, release);
  const heard = release === null ? [event] : heardAs(event, user.profile, { after: profile, content: release.content });
  const counted = heard.reduce(withConversions, changed(user, { profile, declaredBy, applied }));
  return { user: withBounce(counted, event), heard };
}

/** A user with an event, and the event under all names by which journeys may speak of it. */
export interface Folded {
  readonly user: User;
  readonly heard: readonly UserEvent[];
}

function known(user: User, event: UserEvent, release: Release | null): Pick<User, 'profile' | 'declaredBy'> {
  if (release === null) return { profile: apply(user.profile, event), declaredBy: user.declaredBy };
  return { profile: apply(user.profile, event, countingOf(release.content)), declaredBy: release.id };
}

/** Whether an event was folded already, as far as the user's document knows. */
export function isFolded({ applied }: User, messageId: string): boolean {
  return applied.some(({ id }) => id === messageId);
}
