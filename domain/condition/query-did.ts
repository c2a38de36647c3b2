import { day } from '../time/instant.ts';
import type { DidCondition, RecentCondition, Test } from './condition.ts';
import { utcDay } from './did.ts';
import { allOf, nobody, noneOf, type Filter, type Querying } from './layout.ts';
import { countsDays, rangesOf, type Range } from './times.ts';

/** Finds who did something as often as asked: every range of times is "at least" its start and not more than its end. */
export function didFilter(did: DidCondition, querying: Querying): Filter {
  return timesFilter(did.times, atLeast(did, querying));
}

/** Finds of whom as many instants of a feature as asked are in its window; they are kept newest first. */
export function recentFilter({ feature, times, within }: RecentCondition, { now, layout }: Querying): Filter {
  const field = layout({ kind: 'feature', feature });
  return timesFilter(times, (count) => ({ [`${field}.${count - 1}`]: { $gte: now - within } }));
}

function timesFilter(times: readonly Test[], filter: AtLeast): Filter {
  const ranges = rangesOf(times).map((range) => rangeFilter(range, filter));
  const [only] = ranges;
  if (only === undefined) return nobody;
  return ranges.length === 1 ? only : { $or: ranges };
}

type AtLeast = (times: number) => Filter;

function rangeFilter({ from, to }: Range, filter: AtLeast): Filter {
  const start = from === 0 ? [] : [filter(from)];
  return allOf(to === null ? start : [...start, noneOf([filter(to + 1)])]);
}

function atLeast({ event, times, within }: DidCondition, { now, layout }: Querying): AtLeast {
  const field = (part: 'count' | 'recent' | 'days'): string => layout({ kind: 'event', event, part });
  if (within === null) return (count) => ({ [field('count')]: { $gte: count } });
  const since = now - within;
  if (!countsDays(times)) return (count) => ({ [`${field('recent')}.${count - 1}`]: { $gte: since } });
  const days = daysBetween(since, now).map((date) => `$${field('days')}.${date}`);
  return (count) => ({ $expr: { $gte: [{ $sum: days }, count] } });
}

/** The UTC days that a window touches, oldest first. */
function daysBetween(since: number, now: number): readonly string[] {
  const first = Math.floor(since / day);
  const last = Math.floor(now / day);
  return Array.from({ length: last - first + 1 }, (_, index) => utcDay((first + index) * day));
}
