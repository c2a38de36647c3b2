import { demonstrationClock, type Clock, type DemonstrationTime } from '../../domain/time/clock.ts';
import { day, second, type Instant, type Milliseconds } from '../../domain/time/instant.ts';
import type { DemonstrationStore } from '../../store/demonstration.ts';

/** Runs the demonstration's clock while the demonstration runs, and stops it with it. */
export interface ClockKeeper {
  readonly clock: Clock;
  readonly time: () => DemonstrationTime;
  now(): Instant;
  /** Lets the clock run no further than this, from now on; null to let it run. */
  hold(barrier: Instant | null): void;
  /** Lets it stand still until the next start. */
  freeze(): Promise<void>;
}

/** The clock stands still for as long as the worker needs to come up. */
const headStart: Milliseconds = 3 * second;
/** The worker reads as often what the clock may show. */
const heartbeatEvery = second / 5;

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
    seen: shows,
  };
  const clock = demonstrationClock(() => time);
  const now = (): Instant => clock.at(Date.now());
  await store.write(time);
  // A demonstration that is killed goes on where the last heartbeat saw it; a missed one is made up for by the next.
  const heartbeat = setInterval(
    () => void store.write({ ...time, seen: now() }).catch(() => undefined),
    heartbeatEvery,
  );
  return {
    clock,
    now,
    time: () => time,
    hold(barrier) {
      time = { ...time, barrier };
    },
    async freeze() {
      clearInterval(heartbeat);
      const seen = now();
      await store.write({ ...time, shows: seen, since: null, seen });
    },
  };
}
