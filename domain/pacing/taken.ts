import { hour, type Instant, type Milliseconds } from '../time/instant.ts';
import { localOf, type Local } from '../time/zoned.ts';
import type { LedgerEntry } from './ledger.ts';
import { outranks } from './rank.ts';
import type { Clocks, Setting } from './setting.ts';

/** One of those that take room, and when it did. */
export interface Use {
  readonly entry: LedgerEntry;
  /** Of a claim that goes first: now, as if it went out. */
  readonly at: Instant;
  /**
   * What its unit of the calendar is told by: what the wall clock showed when it was reserved, or what a clock of where
   * the user is now showed then, whichever is later. So a journey to another zone frees no room.
   */
  readonly mark: Local;
}

/** What of the past counts in a window: all whose mark, or instant, is later than `after`. */
export interface Reach {
  readonly by: 'mark' | 'at';
  readonly after: number;
}

/**
 * All uses, list by list: where there is room they are only counted, and one object for each would take longest of all.
 * The lists of times may be longer than that of the entries; there they are empty.
 */
export interface Taken {
  readonly entries: readonly LedgerEntry[];
  readonly instants: readonly Instant[];
  readonly marks: readonly Local[];
  /** The newest of what the ledger had to forget and still counts; null where that is nothing. */
  readonly forgot: Pick<Use, 'at' | 'mark'> | null;
  /** Neither ever goes back: how many are later than something need not be counted one by one. */
  readonly inOrder: boolean;
  /** Those that have been asked for, by their place in the lists: several caps ask for the same. */
  readonly uses: Use[];
}

/** A claim that nobody has taken up for so long takes nobody's room any more: whatever it waits for, it is not its turn. */
const claimLasts: Milliseconds = hour;

/** Whether an entry counts: what was sent, is on its way or may be. */
export function takesRoom({ status, transactional }: Pick<LedgerEntry, 'status' | 'transactional'>): boolean {
  if (transactional) return false;
  return status === 'sent' || status === 'sending' || status === 'reserved' || status === 'unknown';
}

/** All that takes room from a nudge, its own reservation left out. */
export function takenFrom(setting: Setting): Taken {
  const { ledger, known, now, stretch } = setting;
  const entries: LedgerEntry[] = [];
  const instants = new Array<Instant>(ledger.length);
  const marks = new Array<Local>(ledger.length);
  let inOrder = true;
  let forgot: Taken['forgot'] = null;
  let [latest, furthest] = [-Infinity, -Infinity];
  for (const entry of ledger) {
    if (entry.forgot !== undefined) forgot = newestOf(forgot, forgottenAt(entry.forgot, setting));
    if (entry === known) continue;
    const claims = entry.status === 'held';
    if (claims ? !goesFirst(entry, setting) : !takesRoom(entry)) continue;
    const at = claims ? now : entry.at;
    const mark = claims ? now + stretch.offset : markOf(entry, setting);
    if (at < latest || mark < furthest) inOrder = false;
    latest = at;
    furthest = mark;
    instants[entries.length] = at;
    marks[entries.length] = mark;
    entries.push(entry);
  }
  return { entries, instants, marks, forgot, inOrder, uses: new Array<Use>(entries.length) };
}

/** What was used when it was reserved. */
export function usedAt(entry: LedgerEntry, clocks: Clocks): Use {
  return { entry, at: entry.at, mark: markOf(entry, clocks) };
}

function forgottenAt(newest: NonNullable<LedgerEntry['forgot']>, clocks: Clocks): NonNullable<Taken['forgot']> {
  return { at: newest.at, mark: markOf(newest, clocks) };
}

/** The newest of what a ledger had to forget and still counts; null where that is nothing. */
export function forgottenOf(ledger: readonly LedgerEntry[], clocks: Clocks): Taken['forgot'] {
  const all = ledger.flatMap(({ forgot }) => forgot ?? []);
  return all.reduce<Taken['forgot']>((newest, each) => newestOf(newest, forgottenAt(each, clocks)), null);
}

/** Two users who become one have each forgotten something. */
function newestOf(one: Taken['forgot'], other: NonNullable<Taken['forgot']>): NonNullable<Taken['forgot']> {
  if (one === null) return other;
  return { at: Math.max(one.at, other.at), mark: Math.max(one.mark, other.mark) };
}

function markOf({ at, local }: Pick<LedgerEntry, 'at' | 'local'>, { stretch, zone }: Clocks): Local {
  // Asking the time zone data takes longer than all the rest.
  const there = at >= stretch.from && at < stretch.to ? at + stretch.offset : localOf(at, zone);
  return Math.max(local, there);
}

/** How many uses are later than `after`. */
export function countAfter(taken: Taken, { by, after }: Reach): number {
  const times = by === 'mark' ? taken.marks : taken.instants;
  if (taken.inOrder) return taken.entries.length - firstAfter(after, times, taken);
  let count = 0;
  for (const time of times) if (time > after) count++;
  return count;
}

/** The index of the first that is later, of those in order. */
function firstAfter(after: number, times: readonly number[], { entries }: Pick<Taken, 'entries'>): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The uses later than `after` of whose entries `speaks` says so; null, and no further, where there are fewer than `least`. */
export function usesOf(taken: Taken, { by, after, least }: AtLeast, speaks: Speaks): readonly Use[] | null {
  const { entries, inOrder } = taken;
  const times = by === 'mark' ? taken.marks : taken.instants;
  const first = inOrder ? firstAfter(after, times, taken) : 0;
  let spare = entries.length - first - least;
  const uses: Use[] = [];
  for (let index = first; spare >= 0 && index < entries.length; index++) {
    const entry = entries[index];
    if (entry !== undefined && (times[index] ?? -Infinity) > after && speaks(entry))
      uses.push(useAt(index, entry, taken));
    else spare--;
  }
  return spare < 0 ? null : uses;
}

function useAt(index: number, entry: LedgerEntry, { instants, marks, uses }: Taken): Use {
  return (uses[index] ??= { entry, at: instants[index] ?? NaN, mark: marks[index] ?? NaN });
}

interface AtLeast extends Reach {
  readonly least: number;
}

type Speaks = (entry: LedgerEntry) => boolean;

/** Whether a claim is due and more important than the nudge. */
function goesFirst(entry: LedgerEntry, { now, entry: own, policy }: Setting): boolean {
  const { status, transactional, at, due = at } = entry;
  if (status !== 'held' || transactional || due > now || at < now - claimLasts) return false;
  return outranks(entry, own, policy.priority);
}

/** Whether what has taken room gives it to the nudge: less important, and nothing under way. */
function yieldsTo({ entry: own, policy }: Setting, { entry }: Use): boolean {
  return entry.status === 'reserved' && outranks(own, entry, policy.priority);
}

/** What keeps its room from a nudge, and what gives it. */
export interface Divided {
  readonly firm: readonly Use[];
  readonly yielding: readonly Use[];
}

export function divide(uses: readonly Use[], setting: Setting): Divided {
  const yielding = uses.filter((use) => yieldsTo(setting, use));
  return { firm: yielding.length === 0 ? uses : uses.filter((use) => !yielding.includes(use)), yielding };
}
