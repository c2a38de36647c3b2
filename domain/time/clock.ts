import { minute, second, type Instant, type Milliseconds } from './instant.ts';

/**
 * What instant it is for everything that is decided. In production that is real time; the demonstration runs on a
 * faster clock. It is applied once, at the edge: where the worker reads and answers the workflow, and at ingest.
 */
export interface Clock {
  /** The clock's instant at a real instant, as far as it has come for this user. */
  at(real: Instant, user: string): Instant;
  /** The real instant, not before `now`, at which the clock is expected to show `instant` to this user. */
  real(instant: Instant, now: Instant, user: string): Instant;
  /** How late (in the clock's time) a decision may come and still be taken as of the instant of its cause. */
  readonly late: Milliseconds;
  /** How early (in the clock's time) a timer may fire and still count as on time. */
  readonly early: Milliseconds;
  /** The same clock, which does not pass an instant; absent where the work keeps up with it anyway. */
  readonly notPast?: (instant: Instant) => Clock;
}

/** Temporal's timers fire up to a second late; twice that leaves room for the way to the worker. */
const tolerance: Milliseconds = 2 * second;

export const realClock: Clock = {
  at: (real) => real,
  real: (instant, now) => Math.max(instant, now),
  late: tolerance,
  early: tolerance,
};

/** The demonstration clock as it is stored: it stands still at `shows` until `since`, then runs `speed` times as fast. */
export interface DemonstrationTime {
  readonly shows: Instant;
  /** The real instant since which it runs; null while it stands still. */
  readonly since: Instant | null;
  /** Clock milliseconds per real millisecond. */
  readonly speed: number;
  /** It does not pass this instant, up to which `held` is complete; null when nothing is left to be taken. */
  readonly barrier: Instant | null;
  /** Users with an event that has come, or is about to, and was not taken yet: for them it does not pass that event. */
  readonly held: readonly (readonly [user: string, event: Instant])[];
  /** What it showed when it was last looked at: where a demonstration that was killed goes on. */
  readonly seen: Instant;
}

/** Barriers keep every user's order exact, so on a busy machine a decision may come as late as this and still be exact. */
const demonstrationLate: Milliseconds = 10 * minute;
/** A timer that meets the barrier is set again for so much later (real time). */
const barrierRetry: Milliseconds = second;

/** A clock that runs as `read` says, which may change. An early timer is never on time: an event may come before it. */
export function demonstrationClock(read: () => DemonstrationTime, last: Instant = Infinity): Clock {
  const at = (real: Instant, user: string): Instant => {
    const { shows, since, speed, barrier, held } = read();
    const runs = since === null ? shows : Math.round(shows + Math.max(0, real - since) * speed);
    const event = held.find(([holder]) => holder === user)?.[1];
    const limit = runs - last > demonstrationLate * speed ? Infinity : last;
    return Math.min(runs, barrier ?? runs, event ?? runs, limit);
  };
  return {
    at,
    real: (instant, now, user) => Math.max(passes(read(), instant), now + (instant > at(now, user) ? barrierRetry : 0)),
    late: demonstrationLate * read().speed,
    early: 0,
    notPast: (instant) => demonstrationClock(read, instant),
  };
}

/** The real instant at which the clock would pass `instant` if no barrier held it. */
export function passes({ shows, since, speed }: DemonstrationTime, instant: Instant): Instant {
  return (since ?? 0) + Math.ceil((instant - shows) / speed);
}

/** The instant as of which to decide what an event has caused: the event's, unless that is too long ago. */
export function asOfEvent(clock: Clock, event: Instant, now: Instant): Instant {
  return now - event <= clock.late ? event : now;
}

/** The instant as of which to decide when a timer has fired: when it was due, unless it is too early or too late. */
export function asOfTimer(clock: Clock, due: Instant, now: Instant): Instant {
  return due - now > clock.early ? now : asOfEvent(clock, due, now);
}
