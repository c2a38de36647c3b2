import { heardOf, hearingOf, unheardOf, type Hearing } from '../domain/enrolment/hearing.ts';
import { idsOf, visitOf, type User } from '../domain/enrolment/user.ts';
import { nothingHeard, type Heard } from '../domain/journey/background.ts';
import type { Program } from '../domain/journey/program.ts';
import type { UserEvent } from '../domain/profile/event.ts';
import type { Store } from '../store/index.ts';

/** Of awaited names since entry no person makes so many events; where a program does, those between are not heard. */
const most = 1_000;

/**
 * Reads the stored events that a visit's next decision needs. To be called after the user was read and before it is
 * written under that revision: an event folded meanwhile makes the write fail, one folded later sees what is awaited.
 */
export async function hear(store: Store, user: User, { course, program }: Listening): Promise<Heard> {
  const visit = visitOf(user, course);
  const { ids, names, since } = hearingOf(user, course, program);
  if (visit === undefined) return nothingHeard;
  if (ids.length + names.length === 0) return unheardOf(visit);
  const [byId, byName] = await Promise.all([
    store.events.readAll(ids),
    names.length === 0 ? [] : named(store, idsOf(user), { names, since }),
  ]);
  return heardOf(visit, [...byId, ...byName], program);
}

/** The earliest, of which a wait since entry takes the first, and the newest, among which are those of the step. */
async function named(
  store: Store,
  ids: readonly string[],
  which: Pick<Hearing, 'names' | 'since'>,
): Promise<readonly UserEvent[]> {
  const oldest = await store.events.named(ids, { ...which, limit: most, from: 'oldest' });
  if (oldest.length < most) return oldest;
  return [...oldest, ...(await store.events.named(ids, { ...which, limit: most, from: 'newest' }))];
}

interface Listening {
  readonly course: string;
  readonly program: Program;
}
