import { recentKept } from '../../condition/limits.ts';
import type { Instant } from '../../time/instant.ts';
import type { EventCounter } from '../profile.ts';

/** A stretch of time in which a trait was told to be the same, as often as it was told. */
interface Run {
  /** The value's JSON. */
  readonly value: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** What a trait was, told in whatever order: each run but the first begins with a change. */
export interface Changes {
  /** Oldest first. */
  readonly runs: readonly Run[];
  /** Runs that are not kept any more, all before these. */
  readonly forgotten: number;
}

/** What a trait was told to be. */
export interface Told {
  readonly value: string;
  readonly at: Instant;
}

/** Enough for a counter to be exact though some runs turn out to be one. */
const kept = 2 * recentKept;

export const noChanges: Changes = { runs: [], forgotten: 0 };

/** Null where it was told of a time in between which is not kept: only all of the events say when it changed back. */
export function changedWith(changes: Changes, told: Told): Changes | null {
  const { runs, forgotten } = changes;
  if (runs.some((run) => isWithin(told, run))) {
    return runs.some((run) => isWithin(told, run) && run.value === told.value) ? changes : null;
  }
  const place = runs.findIndex((run) => isBefore(told, run));
  const next = place === -1 ? runs.length : place;
  if (next === 0 && forgotten > 0) return null;
  return bounded({ runs: inserted(runs, next, told), forgotten });
}

/** Of one instant, the value whose JSON sorts last is the later one, as in the profile. */
function isBefore({ at, value }: Told, { from, value: other }: Run): boolean {
  return at < from || (at === from && value < other);
}

function isAfter({ at, value }: Told, { to, value: other }: Run): boolean {
  return at > to || (at === to && value > other);
}

function isWithin(told: Told, run: Run): boolean {
  return !isBefore(told, run) && !isAfter(told, run);
}

/** Between two runs: part of either where it says the same. */
function inserted(runs: readonly Run[], next: number, { value, at }: Told): readonly Run[] {
  const before = runs[next - 1];
  const after = runs[next];
  if (before?.value === value) return runs.with(next - 1, { ...before, to: at });
  if (after?.value === value) return runs.with(next, { ...after, from: at });
  return [...runs.slice(0, next), { value, from: at, to: at }, ...runs.slice(next)];
}

function bounded({ runs, forgotten }: Changes): Changes {
  const over = Math.max(0, runs.length - kept);
  return { runs: runs.slice(over), forgotten: forgotten + over };
}

/** How often and when a trait changed; undefined where it never did. The first value that is told is no change. */
export function counterOfChanges(
  { runs, forgotten }: Changes,
  before: EventCounter | undefined,
): EventCounter | undefined {
  const changes = (forgotten > 0 ? runs : runs.slice(1)).map(({ from }) => from).reverse();
  const [last] = changes;
  if (last === undefined) return undefined;
  const count = forgotten > 0 ? forgotten - 1 + changes.length : changes.length;
  const first = forgotten > 0 ? (before?.first ?? last) : (changes.at(-1) ?? last);
  return { count, first, last, recent: changes.slice(0, recentKept) };
}
