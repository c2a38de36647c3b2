import { refreshed } from '../../domain/enrolment/refreshed.ts';
import { isUpToDate } from '../../domain/profile/derive.ts';
import type { Published } from '../../store/releases.ts';
import { foldedEvents } from '../../store/folded-events.ts';
import { guarded } from '../write.ts';
import type { ActivityDependencies } from '../dependencies.ts';

export type RefreshDependencies = Pick<ActivityDependencies, 'store' | 'clock' | 'begin' | 'log'>;

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
  { store, clock, begin }: RefreshDependencies,
): Promise<RefreshedUser> {
  const { before, after, entered } = await guarded(store, id, async (read) => {
    // Whoever becomes another user now is brought up to date by that.
    if (read.mergingInto !== null) return { outcome: { before: read, after: read, entered: [] }, user: null };
    const real = Date.now();
    const events = isUpToDate(read.profile, release.content) ? null : await foldedEvents(read, store.events);
    const moment = { real, now: clock.at(real, id), since: clock.at(since, '') };
    const { user, entered: journeys } = refreshed(read, { release, events, ...moment });
    return { outcome: { before: read, after: user, entered: journeys }, user: user === read ? null : user };
  });
  begin(after, after.todo.filter((intent) => !before.todo.includes(intent))); // prettier-ignore
  return { changed: after !== before, entered: entered.length };
}
