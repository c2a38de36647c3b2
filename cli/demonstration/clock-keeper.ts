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

/**
 * The clock waits for a machine that is behind: with more users than this whose events have come and were not taken yet, or
 * where the database takes longer than this to write the clock down. Were it to run on, more would be under way at once than
 * can be done in time, and every workflow whose user is held back would ask again and again.
 */
const mostBehind = 16;
const longestWrite: Milliseconds = second / 10;

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
  const writing = createWriting(store);
  // A demonstration that is killed goes on where the last heartbeat saw it; a missed one is made up for by the next.
  const heartbeat = setInterval(() => {
    const isBehind = writing.isSlow() || (front?.upTo(now()).length ?? 0) > mostBehind;
    if (isBehind) time = { ...time, shows: now(), since: Date.now() + heartbeatEvery };
    time = { ...time, seen: now(), ...held(front, now() + lookAhead * time.speed) };
    writing.write(time);
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

interface Writing {
  /** Writes the clock down, unless that is still under way. */
  write(time: DemonstrationTime): void;
  /** Whether the last time took long, or takes long now. */
  isSlow(): boolean;
}

function createWriting(store: DemonstrationStore): Writing {
  let began: number | null = null;
  let took = 0;
  return {
    write(time) {
      if (began !== null) return;
      const since = performance.now();
      began = since;
      const over = (): void => {
        took = performance.now() - since;
        began = null;
      };
      store.write(time).then(over, over);
    },
    isSlow: () => Math.max(took, began === null ? 0 : performance.now() - began) > longestWrite,
  };
}

/** Before the first message is played the clock stays where it is. */
function held(front: Front | null, covered: Instant): Partial<DemonstrationTime> {
  if (front === null) return {};
  return { barrier: covered, held: front.upTo(covered) };
}
