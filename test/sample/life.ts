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
  /** Of journeys that are entered by a segment: whether the user is in it, and as of when that was looked at. */
  readonly inside: Map<Script, { readonly is: boolean; readonly at: number }>;
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

/** Looks into the segment of a journey, and tells whether the user has come into it since the last look. */
function comesInto({ user, inside }: Living, script: Script, now: number): boolean {
  const { segment } = script;
  if (segment === undefined) return false;
  const was = inside.get(script)?.is ?? false;
  const is = segment.holds(user, now);
  inside.set(script, { is, at: now });
  return is && !was;
}

/** When time alone may change who is in the segment of a journey. */
function nextTurn({ user, inside }: Living, script: Script): number {
  const { at } = inside.get(script) ?? { at: -Infinity };
  return Math.min(Infinity, ...(script.segment?.turns(user).filter((turn) => turn > at) ?? []));
}

/**
 * Takes the decisions of all visits that fall due up to and including `until`, each at its own instant, and lets those
 * enter who come into a segment by then.
 */
function advanceTo(living: Living, until: number): void {
  const { visits, turn } = living;
  for (;;) {
    const open = visits.filter((visit) => visit.outcome === null);
    const turning = Math.min(...scripts.map((script) => nextTurn(living, script)));
    const next = Math.min(turning, ...open.map(nextAlarm));
    if (next > until || next === Infinity) return;
    const due = open.filter((visit) => nextAlarm(visit) === next);
    const visit = turn === 'first' ? due[0] : due.at(-1);
    if (visit !== undefined) decide(visit, next);
    else for (const script of scripts) comeBy(living, script, next);
  }
}

/** Time alone has made somebody come in. */
function comeBy(living: Living, script: Script, now: number): void {
  if (nextTurn(living, script) === now && comesInto(living, script, now)) {
    enter(living, script, { entry: { at: now, now, properties: {} }, open: openOf(living) });
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
  const came = scripts.filter((script) => comesInto(living, script, now));
  if (event.late) return;
  const doors = scripts.filter((script) => script.enrols(user, event) || came.includes(script));
  for (const visit of asleep) if (holds(visit, now)) decide(visit, now);
  const entry = { at: event.timestamp, now, properties: event.properties };
  for (const script of doors) enter(living, script, { entry, open: new Set([...open, ...openOf(living)]) });
}

/** What becomes of one user, to the end of every visit. */
export function live(id: string, events: readonly Received[], { turn = 'first', paced = true }: Manner): Life {
  const known: Received[] = [];
  const mailbox: Mailbox = { paced, sent: [], claims: new Map() };
  const living: Living = { user: userOf(id, known), turn, mailbox, visits: [], heldOut: [], inside: new Map() };
  for (const event of events) take(living, event, () => void known.push(event));
  advanceTo(living, Infinity);
  return living;
}
