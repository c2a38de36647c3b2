import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Trace } from './traces.ts';

/** Who is at work when something is written. */
export type Room = 'ingest' | 'decide' | 'deliver' | 'sweep' | 'meet';

/** The passage at which the process dies for a user: the n-th of one user's through a point, counted from 1. */
export interface Death {
  readonly user: string;
  readonly point: string;
  readonly passage: number;
}

/** One user's passage through a point. */
export type Passed = Omit<Death, 'passage'>;

/** The places of one process where it can be made to die, each right after a write. */
export interface Points {
  /** Does something as one of the rooms: what it writes is named after it. */
  in<Value>(room: Room, work: () => Value): Value;
  room(): Room;
  /**
   * From now on each of these users stops at a place, counted from now: for them the process has died there, and
   * somebody kills it for good when all have come to theirs.
   */
  stop(deaths: readonly Death[]): void;
  isStopped(user: string): boolean;
  /**
   * Called before a write: it does not come to it for a user who has stopped. A sweep, which has others to look after,
   * fails instead for this one.
   */
  alive(user: string): Promise<void>;
  /** Called when the write `<room>:<what>` is done. A user may stop here. */
  reach(point: string, user: string): Promise<void>;
  /** Tells of the attempt to deliver that is being made, if one is. */
  trace(what: Trace['what'], user: string, nudge?: string): void;
}

/** Who listens to a process. */
export interface Listening {
  /** Told of every passage, before a user may stop at it. */
  readonly onPassed: (passed: Passed) => void;
  readonly onTrace: (trace: Trace) => void;
}

/** One piece of work: a delivery is one attempt. */
interface Work {
  readonly room: Room;
  readonly name: string;
}

export function createPoints({ onPassed, onTrace }: Listening): Points {
  const works = new AsyncLocalStorage<Work>();
  const passages = new Map<string, number>();
  const stops = new Set<string>();
  const stopped = new Set<string>();
  const alive = (user: string): Promise<void> => {
    if (!stopped.has(user)) return Promise.resolve();
    const never = new Promise<void>(() => undefined);
    return works.getStore()?.room === 'sweep' ? Promise.reject(new Error(`${user} has stopped`)) : never;
  };
  return {
    in: (room, work) => works.run({ room, name: randomUUID() }, work),
    room: () => works.getStore()?.room ?? 'ingest',
    stop(deaths) {
      passages.clear();
      for (const death of deaths) stops.add(placeOf(death));
    },
    isStopped: (user) => stopped.has(user),
    alive,
    reach(point, user) {
      const count = (passages.get(`${point} ${user}`) ?? 0) + 1;
      passages.set(`${point} ${user}`, count);
      onPassed({ point, user });
      const place = placeOf({ user, point, passage: count });
      if (stops.has(place)) stopped.add(user);
      return alive(user);
    },
    trace(what, user, nudge) {
      const work = works.getStore();
      if (work?.room === 'deliver') onTrace({ user, attempt: work.name, what, nudge: nudge ?? null });
    },
  };
}

function placeOf({ user, point, passage }: Death): string {
  return `${point} ${passage} ${user}`;
}
