import { ownerOf, workflowId } from '../enrolment/identity.ts';
import { furthest, startOf } from '../time/calendar.ts';
import { day, type Instant } from '../time/instant.ts';
import type { LedgerEntry } from './ledger.ts';
import { merged } from '../record.ts';
import { neededBy } from './needed.ts';
import type { Cap, Policy } from './policy.ts';
import { speaksOf } from './scope.ts';
import { takesRoom } from './taken.ts';

/** Kept at most: what the largest caps count, and no more than a document that is written whole has room for. */
export const mostKept = 400;

/** The newest stay whether anything counts them or not: they tell what was sent, and tomorrow's policy may look back further. */
const newestKept = 100;

/** Decisions are taken as of the instant of their cause, which may be before that of one that was taken already. */
const slack = day;

/**
 * The ledger without what no cap, gap or freshness of a policy counts any more, wherever the user travels, but for the
 * newest. What is under way stays; should still more than 400 be left, the oldest of the rest go, first those without
 * which every cap is counted the same.
 */
export function prune(ledger: readonly LedgerEntry[], policy: Policy, now: Instant): readonly LedgerEntry[] {
  if (ledger.length <= newestKept) return ledger;
  const newest = ledger.length - newestKept;
  const counts = counting(ledger, policy, now - slack);
  const stays = ledger.filter((entry, index) => index >= newest || isUnderWay(entry) || counts(entry));
  const stay = new Set(stays);
  // What was forgotten before is known on, whoever told of it goes.
  const kept = without(
    ledger,
    ledger.filter((entry) => !stay.has(entry)),
    nobody,
  );
  const tooMany = kept.length - mostKept;
  if (tooMany <= 0) return kept;
  const gone = inOrderOfNeed(kept, policy, counts).slice(0, tooMany);
  const needed = neededBy(policy.caps, kept.filter(counts));
  return without(kept, gone, (entry) => needed.has(entry));
}

function nobody(): boolean {
  return false;
}

/** What may go first: last what is under way, before it what an enrolment's caps count, whose room never comes back. */
function inOrderOfNeed(kept: readonly LedgerEntry[], { caps }: Policy, counts: Counts): readonly LedgerEntry[] {
  const counted = kept.filter(counts);
  const byKind = (isOfKind: boolean): ReadonlySet<LedgerEntry> =>
    neededBy(
      caps.filter(({ per }) => (per.kind === 'enrolment') === isOfKind),
      counted,
    );
  const [windows, enrolments] = [byKind(false), byKind(true)];
  const need = (entry: LedgerEntry): number =>
    isUnderWay(entry) ? 3 : enrolments.has(entry) ? 2 : windows.has(entry) ? 1 : 0;
  return kept.toSorted((one, other) => need(one) - need(other));
}

type Counts = (entry: LedgerEntry) => boolean;

/**
 * The ledger without some entries. What a cap still counts is not quite forgotten: the oldest that stays tells of the
 * newest that went, so that no cap takes for free what it cannot see.
 */
export function without(kept: readonly LedgerEntry[], gone: readonly LedgerEntry[], counts: Counts): readonly LedgerEntry[] {
  const going = new Set(gone);
  const left = kept.filter((entry) => !going.has(entry));
  const teller = left.findIndex((entry) => !isUnderWay(entry));
  const first = left[teller];
  const told = [...gone.filter(counts), ...[...gone, ...left].flatMap(({ forgot }) => forgot ?? [])];
  if (told.length === 0 || first === undefined) return left;
  const newest = (by: 'at' | 'local'): number => Math.max(...told.map((each) => each[by]));
  return left.with(teller, merged(first, { forgot: { at: newest('at'), local: newest('local') } }));
} // prettier-ignore

function isUnderWay({ status }: LedgerEntry): boolean {
  return status === 'held' || status === 'reserved' || status === 'sending';
}

/** Tells whether anything of a policy counts an entry at `from` or later. */
export function counting(ledger: readonly LedgerEntry[], policy: Policy, from: Instant): Counts {
  const windows = policy.caps.map((cap) => ({ cap, reaches: reaching(cap, ledger, from) }));
  return (entry) => {
    if (!takesRoom(entry)) return false;
    if (entry.fresh !== null && entry.fresh > from) return true;
    if (entry.shown?.some(({ fresh }) => fresh > from) === true) return true;
    if (policy.gap !== null && entry.at + policy.gap > from) return true;
    return windows.some(({ cap, reaches }) => reaches(entry) && speaksOf(cap.of, entry));
  };
}

/** Tells whether a cap's window at `from` or later can hold an entry, in any zone. */
function reaching({ per }: Cap, ledger: readonly LedgerEntry[], from: Instant): (entry: LedgerEntry) => boolean {
  switch (per.kind) {
    case 'calendar': {
      const first = startOf(per.unit, from - furthest);
      return ({ local, at }) => Math.max(local, at + furthest) >= first;
    }
    case 'rolling':
      return ({ at }) => at + per.length > from;
    case 'enrolment': {
      const newest = newestVisits(ledger);
      return (entry) => entry.visit >= (newest.get(workflowOf(entry)) ?? 0);
    }
  }
}

/** By course, and by user: those who became one have each counted their own. */
function newestVisits(ledger: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const entry of ledger) {
    const workflow = workflowOf(entry);
    newest.set(workflow, Math.max(newest.get(workflow) ?? 0, entry.visit));
  }
  return newest;
}

function workflowOf({ course, nudge }: LedgerEntry): string {
  return workflowId(course, ownerOf(nudge));
}
