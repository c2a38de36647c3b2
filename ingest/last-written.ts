import type { User } from '../domain/enrolment/user.ts';
import { second, type Instant } from '../domain/time/instant.ts';
import { nextRevision } from '../store/revision.ts';

/** Users whose events come in bursts are met again within seconds. */
const kept = 10 * second;
/** A few megabytes: documents are a few kilobytes each. */
const most = 1_000;

/**
 * Users as this process has written them last. Whoever folds into one of them saves a read: the write that follows is
 * guarded by the revision, so it succeeds only where nobody has written since.
 */
export interface LastWritten {
  /** Takes the user out: one that turns out to be stale is not tried again. */
  take(id: string, now: Instant): User | null;
  /** Keeps a user whose write has succeeded. */
  put(user: User, now: Instant): void;
}

export function createLastWritten(): LastWritten {
  const users = new Map<string, { readonly user: User; readonly at: Instant }>();
  return {
    take(id, now) {
      const found = users.get(id);
      users.delete(id);
      return found === undefined || now - found.at > kept ? null : found.user;
    },
    put(user, at) {
      users.delete(user.id);
      const todoSince = user.todo.length > 0 ? (user.todoSince ?? at) : null;
      users.set(user.id, { user: { ...user, revision: nextRevision(user.revision, at), todoSince }, at });
      const [oldest] = users.keys();
      if (users.size > most && oldest !== undefined) users.delete(oldest);
    },
  };
}
