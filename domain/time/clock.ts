import { second, type Instant, type Milliseconds } from './instant.ts';

/**
 * What instant it is for everything that is decided. In production that is real time; the demonstration runs on a
 * faster clock. It is applied once, at the edge: where the worker reads and answers the workflow, and at ingest.
 */
export interface Clock {
  /** The clock's instant at a real instant. */
  at(real: Instant): Instant;
  /** The real instant at which the clock will show `instant`. */
  real(instant: Instant): Instant;
  /** How late (in the clock's time) a wake-up may come and still be decided as of the instant it was due. */
  readonly late: Milliseconds;
  /** How early (in the clock's time) a timer may fire and still count as on time. */
  readonly early: Milliseconds;
}

/** Temporal's timers fire up to a second late; twice that leaves room for the way to the worker. */
const tolerance: Milliseconds = 2 * second;

export const realClock: Clock = { at: (real) => real, real: (instant) => instant, late: tolerance, early: tolerance };

/** The demonstration clock as it is stored: it stands still at `shows` until `since`, then runs `speed` times as fast. */
export interface DemonstrationTime {
  readonly shows: Instant;
  /** The real instant since which it runs; null while it stands still. */
  readonly since: Instant | null;
  /** Clock milliseconds per real millisecond. */
  readonly speed: number;
  /** What it showed when it was last looked at: where a demonstration that was killed goes on. */
  readonly seen: Instant;
}

/**
 * Sample events wait for their user's timers (the player's barrier), so lateness can never change an order there; a
 * minute lets a busy machine keep every instant exact.
 */
const demonstrationLate: Milliseconds = 60 * second;

/** A clock that runs as stored; real instants before `since` all show the same. */
export function demonstrationClock({ shows, since, speed }: Omit<DemonstrationTime, 'seen'>): Clock {
  return {
    at: (real) => (since === null ? shows : Math.round(shows + Math.max(0, real - since) * speed)),
    real: (instant) => (since === null ? Number.MAX_SAFE_INTEGER : Math.ceil(since + (instant - shows) / speed)),
    late: demonstrationLate * speed,
    early: tolerance * speed,
  };
}

/**
 * The instant as of which a decision is taken: that of its cause when the wake-up came within the tolerance, else now.
 * Never before the cause.
 */
export function asOf(clock: Clock, cause: Instant, now: Instant): Instant {
  if (now < cause) return cause - now <= clock.early ? cause : now;
  return now - cause <= clock.late ? cause : now;
}
