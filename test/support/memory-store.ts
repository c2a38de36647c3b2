import { newUser, type User } from '../../domain/enrolment/user.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Named } from '../../store/events.ts';
import type { Store } from '../../store/index.ts';
import type { ExposureRecord } from '../../store/exposures.ts';

/** What decisions read and write, in memory; everything else of a store throws when it is called. */
export interface MemoryStore {
  readonly store: Store;
  readonly events: Map<string, UserEvent>;
  readonly exposures: Map<string, ExposureRecord>;
  readonly user: () => User;
  /** Writes the user as somebody else does: whoever has read before loses. */
  change(next: (user: User) => User): void;
}

export function createMemoryStore(release: Release, id: string): MemoryStore {
  let user = newUser(id);
  const events = new Map<string, UserEvent>();
  const exposures = new Map<string, ExposureRecord>();
  const put = (next: User): User => (user = { ...next, revision: user.revision + 1 });
  const parts = {
    releases: {
      read: (asked: string) => Promise.resolve(asked === release.id ? release : null),
      current: () => Promise.resolve(release),
    },
    switches: { off: () => Promise.resolve([]) },
    users: {
      read: () => Promise.resolve(user),
      write(next: User) {
        const held = next.revision === user.revision;
        if (held) put(next);
        return Promise.resolve(held);
      },
    },
    events: {
      readAll: (ids: readonly string[]) => Promise.resolve(ids.flatMap((each) => events.get(each) ?? [])),
      named: (_: string, which: Named) => Promise.resolve(named([...events.values()], which)),
    },
    forgotten: { isSuppressed: () => Promise.resolve(false) },
    trail: { append: () => Promise.resolve() },
    audit: { note: () => Promise.resolve(true) },
    exposures: {
      record: (key: string, exposure: ExposureRecord) => Promise.resolve(void exposures.set(key, exposure)),
    },
  };
  return {
    store: parts as unknown as Store,
    events,
    exposures,
    user: () => user,
    change: (next) => put(next(user)),
  };
}

function named(events: readonly UserEvent[], { names, since, limit, from }: Named): readonly UserEvent[] {
  const fitting = events.filter(({ name, timestamp }) => names.includes(name ?? '') && timestamp >= since);
  const order = from === 'oldest' ? 1 : -1;
  return fitting.sort((a, b) => order * (a.timestamp - b.timestamp)).slice(0, limit);
}
