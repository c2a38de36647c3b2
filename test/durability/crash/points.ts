import { AsyncLocalStorage } from 'node:async_hooks';

/** Who is at work when something is written. */
export type Room = 'ingest' | 'decide' | 'deliver' | 'sweep';

/** The passage at which the process dies: the n-th of one user's through a point, counted from 1. */
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
  /** From now on the process dies there. */
  doom(death: Death | null): void;
  /** Called when the write `<room>:<what>` is done. The process may end here. */
  reach(point: string, user: string): void;
}

/** @param onPassed told of every passage, before the process may die of it */
export function createPoints(onPassed: (passed: Passed) => void): Points {
  const rooms = new AsyncLocalStorage<Room>();
  const passages = new Map<string, number>();
  let doomed: Death | null = null;
  return {
    in: (room, work) => rooms.run(room, work),
    room: () => rooms.getStore() ?? 'ingest',
    doom: (death) => (doomed = death),
    reach(point, user) {
      const count = (passages.get(`${point} ${user}`) ?? 0) + 1;
      passages.set(`${point} ${user}`, count);
      onPassed({ point, user });
      if (doomed?.point !== point || doomed.user !== user || doomed.passage !== count) return;
      process.kill(process.pid, 'SIGKILL');
    },
  };
}
