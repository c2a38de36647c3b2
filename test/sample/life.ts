import { bucket } from './bucket.ts';
import { decide, enrol, holds, nextAlarm, type Enrolment } from './enrolment.ts';
import type { Received } from './events.ts';
import { onboarding } from './onboarding.ts';
import type { Mailbox } from './pacing.ts';
import type { Entry, Script } from './script.ts';
import { teamTips } from './team-tips.ts';
import { userOf, type User } from './user.ts';
import { winBack } from './win-back.ts';

/** Somebody who would have entered. */
export interface HeldOut {
  readonly user: string;
  readonly journey: string;
  readonly at: number;
  /** When the goal was reached all the same; null: not in time, or never. */
  converted: number | null;
}

/** All that becomes of one user. */
export interface Life {
  readonly user: User;
  readonly visits: readonly Enrolment[];
  readonly heldOut: readonly HeldOut[];
}

/** Which visit goes first where two are due at the same instant: the one that was entered first, or last. */
type Turn = 'first' | 'last';

/** How the sample is played. */
export interface Manner {
  readonly turn?: Turn;
  /** False: without a policy. */
  readonly paced?: boolean;
}

interface Living {
  readonly user: User;
  readonly turn: Turn;
  readonly mailbox: Mailbox;
  readonly visits: Enrolment[];
  readonly heldOut: HeldOut[];
}

/** The highest priority first. */
const scripts: readonly Script[] = [onboarding, winBack, teamTips];

/** The visits that count for a door: those which were open when somebody knocked, too. */
type Open = ReadonlySet<Enrolment>;

function isShut(
  { visits }: Living,
  script: Script,
  { key, open, now }: { key: string | null; open: Open; now: number },
): boolean {
  const rival = (visit: Enrolment): boolean => open.has(visit) && visit.script.exclusive === script.exclusive;
  if (script.exclusive !== null && visits.some(rival)) return true;
  const last = visits.findLast((visit) => visit.script === script && visit.key === key);
  if (last === undefined) return false;
  if (open.has(last) || last.outcome === null) return true;
  return script.again === null || now < last.outcome.at + script.again;
}

/** Lets the user into a journey, unless key, visits or holdout say otherwise. */
function enter(living: Living, script: Script, { entry, open }: { readonly entry: Entry; readonly open: Open }): void {
  const value = script.per === null ? null : entry.properties[script.per];
  if (value === undefined) return;
  const key = value === null ? null : String(value);
  const { user, visits, heldOut, mailbox } = living;
  if (isShut(living, script, { key, open, now: entry.now })) return;
  if (bucket(`holdout/${script.journey}`, user.id) < script.holdout) {
    heldOut.push({ user: user.id, journey: script.journey, at: entry.at, converted: null });
    return;
  }
  const start = (journey: string, now: number): void => {
    const other = scripts.find((each) => each.journey === journey);
    const begun = { at: now, now, properties: entry.properties };
    if (other !== undefined) enter(living, other, { entry: begun, open: openOf(living) });
  };
  visits.push(enrol(user, script, { entry, key, mailbox, start }));
}

function openOf({ visits }: Living): Open {
  return new Set(visits.filter((visit) => visit.outcome === null));
}

function reaches({ journey, at }: HeldOut, { event, timestamp }: Received): boolean {
  const goal = scripts.find((script) => script.journey === journey)?.goal;
  return event !== null && event === goal?.event && timestamp >= at && timestamp <= at + goal.within;
}

/** Takes the decisions of all visits that fall due up to and including `until`, each at its own instant. */
function advanceTo({ visits, turn }: Living, until: number): void {
  for (;;) {
    const open = visits.filter((visit) => visit.outcome === null);
    const next = Math.min(...open.map(nextAlarm));
    const due = open.filter((visit) => nextAlarm(visit) === next);
    const visit = turn === 'first' ? due[0] : due.at(-1);
    if (visit === undefined || next > until || next === Infinity) return;
    decide(visit, next);
  }
}

/** One event reaches one user: timers first, then the fold, then whom it wakes, then what it starts. */
function take(living: Living, event: Received, fold: () => void): void {
  const { user, turn } = living;
  const now = event.receipt;
  advanceTo(living, now);
  const open = openOf(living);
  const waiting = [...open].filter((visit) => !holds(visit, now));
  const asleep = turn === 'first' ? waiting : waiting.reverse();
  fold();
  for (const out of living.heldOut) if (reaches(out, event)) out.converted ??= event.timestamp;
  if (event.late) return;
  const doors = scripts.filter((script) => script.enrols(user, event));
  for (const visit of asleep) if (holds(visit, now)) decide(visit, now);
  const entry = { at: event.timestamp, now, properties: event.properties };
  for (const script of doors) enter(living, script, { entry, open: new Set([...open, ...openOf(living)]) });
}

/** What becomes of one user, to the end of every visit. */
export function live(id: string, events: readonly Received[], { turn = 'first', paced = true }: Manner): Life {
  const known: Received[] = [];
  const mailbox: Mailbox = { paced, sent: [], claims: new Map() };
  const living: Living = { user: userOf(id, known), turn, mailbox, visits: [], heldOut: [] };
  for (const event of events) take(living, event, () => void known.push(event));
  advanceTo(living, Infinity);
  return living;
}
