import { demonstrationClock, type Clock, type DemonstrationTime } from '../../domain/time/clock.ts';
import { day, second, type Instant, type Milliseconds } from '../../domain/time/instant.ts';
import type { DemonstrationStore } from '../../store/demonstration.ts';

/** Runs the demonstration's clock while the demonstration runs, and stops it with it. */
export interface ClockKeeper {
  readonly clock: Clock;
  readonly time: () => DemonstrationTime;
  now(): Instant;
  /** Says, whenever it is asked, which events of the sample hold the clock back. */
  heldBy(front: Front | null): void;
  /** Lets it stand still until the next start. */
  freeze(): Promise<void>;
}

/** The clock stands still for as long as the worker needs to come up. */
const headStart: Milliseconds = 3 * second;
/** The worker reads as often what the clock may show. */
const heartbeatEvery: Milliseconds = second / 5;
/** Events are announced so long before they come that a worker which has read this once or twice too few knows them. */
const lookAhead: Milliseconds = second;

/** The messages of a sample that are still to be taken. */
export interface Front {
  /** Each user's first one, where it arrives up to this instant. */
  upTo(instant: Instant): DemonstrationTime['held'];
}

/**
 * Starts the clock where it stood, or at `origin` the first time.
 * @param dayTakes how long one of its days takes in real time
 */
export async function startClock(
  store: DemonstrationStore,
  origin: Instant,
  dayTakes: Milliseconds,
): Promise<ClockKeeper> {
  const before = await store.read();
  const shows = before === null ? origin : before.seen;
  let time: DemonstrationTime = {
    shows,
    since: Date.now() + headStart,
    speed: day / dayTakes,
    barrier: shows,
    held: [],
    seen: shows,
  };
  let front: Front | null = null;
  const now = (): Instant => demonstrationClock(() => ({ ...time, barrier: null, held: [] })).at(Date.now(), '');
  await store.write(time);
  // A demonstration that is killed goes on where the last heartbeat saw it; a missed one is made up for by the next.
  const heartbeat = setInterval(() => {
    time = { ...time, seen: now(), ...held(front, now() + lookAhead * time.speed) };
    void store.write(time).catch(() => undefined);
  }, heartbeatEvery);
  return {
    clock: demonstrationClock(() => time),
    now,
    time: () => time,
    heldBy(next) {
      front = next;
    },
    async freeze() {
      clearInterval(heartbeat);
      const seen = now();
      await store.write({ ...time, shows: seen, since: null, seen });
    },
  };
}

/** Before the first message is played the clock stays where it is. */
function held(front: Front | null, covered: Instant): Partial<DemonstrationTime> {
  if (front === null) return {};
  return { barrier: covered, held: front.upTo(covered) };
}
