import { changed, type User } from '../domain/enrolment/user.ts';
import { minute, second, type Instant } from '../domain/time/instant.ts';
import type { EventStore } from '../store/events.ts';

/**
 * An event is folded once: its id stays in the user's `applied` until the event itself is marked done, and at least
 * `lingers`. So a process that stored an event less than `trusted` ago may fold it after one look at `applied`;
 * everybody else (a retry, a sweep, a process that slept) also asks whether the event is done. Both is found out after
 * reading the user. What lies between the two times is how far the clocks of two machines may be apart: 30 seconds.
 */
const lingers = minute;
const trusted = 30 * second;

/** How many ids known to be done are remembered to tidy up without asking. */
const remembered = 50_000;
/** Marking a batch this often costs little and leaves little to a sweep. */
const batchEvery = 100;

export interface Applied {
  /** Whether an event stored at `storedAt` may be folded without asking whether it is done. */
  trusts(storedAt: Instant | null, now: Instant): boolean;
  /** Marks events as done soon, in a batch. */
  folded(ids: readonly string[]): void;
  /** The user without the ids that have lingered and are known to be done. */
  tidy(user: User, now: Instant): User;
  /** Marks what is still to be marked, now. */
  flush(): Promise<void>;
}

export function createApplied(events: EventStore, onError: (error: unknown) => void): Applied {
  const done = new Set<string>();
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const ids = waiting;
    waiting = [];
    if (ids.length === 0) return;
    await events.markDone(ids);
    for (const id of ids) done.add(id);
    for (const oldest of done) {
      if (done.size <= remembered) break;
      done.delete(oldest);
    }
  }

  return {
    trusts: (storedAt, now) => storedAt !== null && now - storedAt < trusted,
    folded(ids) {
      waiting.push(...ids);
      // A failure leaves the events pending: the sweep finds and marks them.
      timer ??= setTimeout(() => void flush().catch(onError), batchEvery);
    },
    tidy(user, now) {
      const applied = user.applied.filter(({ id, at }) => now - at < lingers || !done.has(id));
      return applied.length === user.applied.length ? user : changed(user, { applied });
    },
    flush,
  };
}
