import { refreshed } from '../../domain/enrolment/refreshed.ts';
import type { User } from '../../domain/enrolment/user.ts';
import { isUpToDate } from '../../domain/profile/derive.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Published } from '../../store/releases.ts';
import type { Store } from '../../store/index.ts';
import { guarded } from '../write.ts';
import type { PageDependencies } from './page.ts';

/** What became of one user. */
export interface RefreshedUser {
  readonly changed: boolean;
  /** How many journeys were entered. */
  readonly entered: number;
}

/** Brings one user up to date in one guarded write; one who is so already is not written. */
export async function refreshUser(
  id: string,
  { release, since }: Published,
  { store, clock, begin }: PageDependencies,
): Promise<RefreshedUser> {
  const { before, after, entered } = await guarded(store, id, async (read) => {
    const real = Date.now();
    const events = isUpToDate(read.profile, release.content) ? null : await foldedEvents(read, store);
    const moment = { real, now: clock.at(real, id), since: clock.at(since, '') };
    const { user, entered: journeys } = refreshed(read, { release, events, ...moment });
    return { outcome: { before: read, after: user, entered: journeys }, user: user === read ? null : user };
  });
  begin(after, after.todo.filter((intent) => !before.todo.includes(intent))); // prettier-ignore
  return { changed: after !== before, entered: entered.length };
}

/**
 * The events that are in a user's profile: those that are done, and those whose ids the document holds. They are read
 * after it; one that was folded in between has moved its revision, and so the write fails.
 */
async function foldedEvents(user: User, { events }: Store): Promise<readonly UserEvent[]> {
  const applied = new Set(user.applied.map(({ id }) => id));
  const stored = (await events.of(user.id)).filter(
    ({ event, status }) => status === 'done' || (status !== 'refused' && applied.has(event.messageId)),
  );
  const known = new Set(stored.map(({ event }) => event.messageId));
  // Events of Usher's own are folded before they are stored.
  const own = user.todo.flatMap((intent) => (intent.kind === 'event' ? [intent.event] : []));
  return [...stored.map(({ event }) => event), ...own.filter(({ messageId }) => !known.has(messageId))];
}
