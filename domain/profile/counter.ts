import { utcDay } from '../condition/did.ts';
import { longestWindow, recentKept } from '../condition/limits.ts';
import { merged, withOwn } from '../record.ts';
import { day, type Instant, type Milliseconds } from '../time/instant.ts';
import type { EventCounter } from './profile.ts';

/** Event name → how far back somebody asks for whole days of it. */
export type DaysKept = ReadonlyMap<string, Milliseconds>;

/**
 * A counter with one more event.
 * @param days how far back its days are asked for; undefined: not at all, or no longer
 */
export function counterWith(
  counter: EventCounter | undefined,
  at: Instant,
  days: Milliseconds | undefined,
): EventCounter {
  const counted = counter === undefined ? firstOf(at) : withOne(counter, at);
  // An enrolment may be pinned to a release that still asks: what was begun is counted on.
  if (days === undefined && counter?.days === undefined) return counted;
  return merged(counted, { days: daysOf(counted, counter, { at, window: days ?? longestWindow }) });
}

function firstOf(at: Instant): EventCounter {
  return { count: 1, first: at, last: at, recent: [at] };
}

/** But for its days. */
function withOne(counter: EventCounter, at: Instant): EventCounter {
  return {
    count: counter.count + 1,
    first: Math.min(counter.first, at),
    last: Math.max(counter.last, at),
    recent: inserted(counter.recent, at),
  };
}

/** The newest instants, newest first, with one more: nearly always the newest of them. */
function inserted(recent: readonly Instant[], at: Instant): readonly Instant[] {
  const place = recent.findIndex((each) => each <= at);
  const before = place === -1 ? recent : recent.slice(0, place);
  const instants = place === 0 ? [at, ...recent] : [...before, at, ...recent.slice(before.length)];
  return instants.length > recentKept ? instants.slice(0, recentKept) : instants;
}

/**
 * What two users did together, as if one of them had done it all. Days that only one of them counts are those of the
 * other's newest timestamps, too.
 */
export function unitedCounters(one: EventCounter, other: EventCounter, days: Milliseconds | undefined): EventCounter {
  const united = {
    count: one.count + other.count,
    first: Math.min(one.first, other.first),
    last: Math.max(one.last, other.last),
    recent: [...one.recent, ...other.recent].sort((a, b) => b - a).slice(0, recentKept),
  };
  if (one.days === undefined && other.days === undefined) return united;
  const all = Object.entries(knownDays(other)).reduce(
    (sum: Days, [date, times]) => withOwn(sum, date, (sum[date] ?? 0) + times),
    knownDays(one),
  );
  return { ...united, days: within(all, united.last - (days ?? longestWindow)) };
}

function knownDays({ days, recent }: EventCounter): Days {
  return days ?? recent.reduce(plusOne, {});
}

interface Day {
  readonly at: Instant;
  readonly window: Milliseconds;
}

type Days = Readonly<Record<string, number>>;

/** Days are counted from when somebody first asks for them: of what was before, the newest timestamps are known. */
function daysOf(counted: EventCounter, before: EventCounter | undefined, { at, window }: Day): Days {
  const days = before?.days === undefined ? counted.recent.reduce(plusOne, {}) : plusOne(before.days, at);
  return within(days, counted.last - window);
}

function plusOne(days: Days, at: Instant): Days {
  const date = utcDay(at);
  return withOwn(days, date, (days[date] ?? 0) + 1);
}

/** The days from an instant on, and one more: a decision may be taken as of a moment before the newest event. */
function within(days: Days, since: Instant): Days {
  const first = utcDay(since - day);
  const dates = Object.keys(days);
  if (dates.every((date) => date >= first)) return days;
  return Object.fromEntries(Object.entries(days).filter(([date]) => date >= first));
}
