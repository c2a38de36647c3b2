import { heardOf, hearingOf } from '../domain/enrolment/hearing.ts';
import { visitOf, type User } from '../domain/enrolment/user.ts';
import { nothingHeard, type Heard } from '../domain/journey/background.ts';
import type { Program } from '../domain/journey/program.ts';
import type { Store } from '../store/index.ts';

/** More events of awaited names since entry than any person makes; the newest count. */
const most = 1_000;

/**
 * Reads the stored events that a visit's next decision needs. To be called after the user was read and before it is
 * written under that revision: an event folded meanwhile makes the write fail, one folded later sees what is awaited.
 */
export async function hear(store: Store, user: User, { course, program }: Listening): Promise<Heard> {
  const visit = visitOf(user, course);
  const { ids, names, since } = hearingOf(user, course, program);
  if (visit === undefined || ids.length + names.length === 0) return { ...nothingHeard, last: visit?.last ?? null };
  const [byId, byName] = await Promise.all([
    store.events.readAll(ids),
    names.length === 0 ? [] : store.events.named(user.id, { names, since, limit: most }),
  ]);
  return heardOf(visit, [...byId, ...byName], program);
}

interface Listening {
  readonly course: string;
  readonly program: Program;
}
