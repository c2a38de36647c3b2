import type { AuditEntry } from '../../../domain/audit/entry.ts';
import type { User } from '../../../domain/enrolment/user.ts';
import type { Store } from '../../../store/index.ts';
import type { NudgeRecord } from '../../../store/nudges.ts';
import type { Points, Room } from './points.ts';
import { reserving } from './traces.ts';
import { written } from './written.ts';

/** The store, with a point after each of its writes. */
export function crashingStore(store: Store, points: Points): Store {
  const { trail, nudges, exposures, audit } = store;

  /** The same write, and then its point. */
  async function then<Value>(what: string, user: string, write: () => Promise<Value>): Promise<Value> {
    const room = points.room();
    await points.alive(user);
    const value = await write();
    await points.reach(`${room}:${what}`, user);
    return value;
  }

  async function recorded(nudge: NudgeRecord): Promise<void> {
    points.trace('recording', nudge.user, nudge.key);
    await nudges.record(nudge);
    points.trace('recorded', nudge.user, nudge.key);
  }

  return {
    ...store,
    users: crashingUsers(store.users, points),
    events: crashingEvents(store.events, points),
    trail: { ...trail, append: (told) => then('trail-appended', told.user, () => trail.append(told)) },
    nudges: { ...nudges, record: (nudge) => then('nudge-recorded', nudge.user, () => recorded(nudge)) },
    audit: { ...audit, note: (entry) => then('command-audited', whom(entry), () => audit.note(entry)) },
    exposures: {
      ...exposures,
      record: (key, exposure) => then('exposure-recorded', exposure.user, () => exposures.record(key, exposure)),
    },
  };
}

function whom({ to }: AuditEntry): string {
  return to.kind === 'enrolment' ? to.user : '';
}

function crashingUsers(users: Store['users'], points: Points): Store['users'] {
  const seen = new Map<string, User>();
  /** One of the writes by which somebody becomes another user. */
  const then = async (what: string, user: string, write: () => Promise<boolean>): Promise<boolean> => {
    const room = points.room();
    await points.alive(user);
    const isWritten = await write();
    if (isWritten) await points.reach(`${room}:${what}`, user);
    return isWritten;
  };
  const look = async (id: string, reading: Promise<User>): Promise<User> => {
    const user = await reading;
    seen.set(`${user.revision} ${id}`, user);
    return user;
  };
  return {
    ...users,
    mark: (user, merging, at) => then('source-marked', user.id, () => users.mark(user, merging, at)),
    retire: (user, at) => then('source-retired', user.id, () => users.retire(user, at)),
    merging: async (...asked) => (await users.merging(...asked)).filter((id) => !points.isStopped(id)),
    read: (id) => look(id, users.read(id)),
    meet: (id) => look(id, users.meet(id)),
    async write(user, at) {
      const before = seen.get(`${user.revision} ${user.id}`);
      const point = written(points.room(), before, user);
      await points.alive(user.id);
      const changing = reserving(before, user);
      if (changing !== null) points.trace(changing.before, user.id, changing.nudge);
      const isWritten = await users.write(user, at);
      if (changing !== null) points.trace(isWritten ? changing.after : 'lost', user.id, changing.nudge);
      if (isWritten) await points.reach(point, user.id);
      return isWritten;
    },
    overdue: async (...asked) => (await users.overdue(...asked)).filter((id) => !points.isStopped(id)),
    withApplied: async (...asked) => (await users.withApplied(...asked)).filter((id) => !points.isStopped(id)),
  };
}

function crashingEvents(events: Store['events'], points: Points): Store['events'] {
  const owners = new Map<string, { readonly user: string; readonly room: Room }>();
  const own = ({ messageId, user }: { messageId: string; user: string }): void =>
    void owners.set(messageId, { user, room: points.room() });
  const isAlive = (id: string): boolean => !points.isStopped(owners.get(id)?.user ?? '');
  return {
    ...events,
    async insert(event, content, at) {
      own(event);
      const room = points.room();
      await points.alive(event.user);
      const before = await events.insert(event, content, at);
      if (before === null) await points.reach(`${room}:event-inserted`, event.user);
      return before;
    },
    async pending(...asked) {
      const pending = (await events.pending(...asked)).filter(({ event }) => !points.isStopped(event.user));
      pending.forEach(({ event }) => own(event));
      return pending;
    },
    async markDone(ids) {
      const living = ids.filter(isAlive);
      await events.markDone(living);
      // A batch has events of many; each mark is named after whoever has brought the event in.
      const marked = living
        .flatMap((id) => owners.get(id) ?? [])
        .map(({ user, room }) => [`${room}:marked-done`, user]);
      const unique = new Map(marked.map(([point = '', user = '']) => [`${point} ${user}`, { point, user }]));
      // Who stops here keeps the mark of nobody else.
      for (const { point, user } of unique.values()) void points.reach(point, user).catch(() => undefined);
    },
  };
}
