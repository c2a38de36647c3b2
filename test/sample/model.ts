import { advanceTo, decide, enrol, holds, type Enrolment, type Nudge, type Outcome } from './enrolment.ts';
import { parse, receive, type Line, type Received } from './events.ts';
import { onboarding } from './onboarding.ts';
import type { Script } from './script.ts';
import { userOf, type User } from './user.ts';
import { winBack } from './win-back.ts';

/** Every event name that a journey, a segment, a goal or a milestone of the example workspace mentions. */
const mentioned = new Set([
  'Signed Up', 'Profile Completed', 'Teammate Invited', 'Project Created', 'Account Deleted',
  'Subscription Cancelled', 'Subscription Resumed', 'Feedback Given',
]); // prettier-ignore

/** What the sample leads to, computed without any of the project's code: `at` in milliseconds since 1970. */
export interface Expectation {
  /** Lines, duplicates included. */
  readonly events: number;
  readonly unique: number;
  readonly duplicates: number;
  /** Received for the first time, and more than 24 hours after it happened. */
  readonly late: number;
  /** Lines, duplicates included, that are track events nobody mentions. */
  readonly irrelevant: number;
  readonly users: number;
  readonly entered: Readonly<Record<string, number>>;
  readonly converted: number;
  readonly finished: number;
  readonly left: number;
  readonly sent: {
    readonly total: number;
    readonly templates: Readonly<Record<string, number>>;
    readonly locales: Readonly<Record<string, number>>;
  };
  /** Not sent for want of an address. */
  readonly skipped: number;
  /** By instant, then user and template. */
  readonly nudges: readonly Nudge[];
  /** By instant, then user and journey; one for every visit. */
  readonly outcomes: readonly Outcome[];
}

const scripts: readonly Script[] = [onboarding, winBack];

function mayEnter(script: Script, visits: readonly Enrolment[], now: number): boolean {
  const last = visits.findLast((visit) => visit.script === script);
  if (last === undefined) return true;
  return last.outcome !== null && script.again !== null && now >= last.outcome.at + script.again;
}

/** One event reaches one user: timers first, then the fold, then whom it wakes, then what it starts. */
function take(user: User, visits: Enrolment[], step: { readonly event: Received; readonly fold: () => void }): void {
  const { event, fold } = step;
  const now = event.receipt;
  for (const visit of visits) advanceTo(visit, now);
  const open = visits.filter((visit) => visit.outcome === null);
  const asleep = open.filter((visit) => !holds(visit, now));
  fold();
  if (event.late) return;
  for (const visit of asleep) if (holds(visit, now)) decide(visit, now);
  for (const script of scripts) {
    if (script.enrols(user, event) && mayEnter(script, visits, now)) {
      visits.push(enrol(user, script, { entry: event.timestamp, now }));
    }
  }
}

/** All visits of one user, to their ends. */
function live(id: string, events: readonly Received[]): readonly Enrolment[] {
  const known: Received[] = [];
  const visits: Enrolment[] = [];
  const user = userOf(id, known);
  for (const event of events) take(user, visits, { event, fold: () => void known.push(event) });
  for (const visit of visits) advanceTo(visit, Infinity);
  return visits;
}

function count(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function order(a: { at: number; user: string }, b: { at: number; user: string }): number {
  return a.at - b.at || (a.user < b.user ? -1 : Number(a.user > b.user));
}

function counted(
  lines: readonly Line[],
  received: readonly Received[],
): Pick<Expectation, 'events' | 'unique' | 'duplicates' | 'late' | 'irrelevant' | 'users'> {
  return {
    events: lines.length,
    unique: received.length,
    duplicates: lines.length - received.length,
    late: received.filter((event) => event.late).length,
    irrelevant: lines.filter((line) => line.type === 'track' && !mentioned.has(line.event ?? '')).length,
    users: new Set(lines.map((line) => line.userId)).size,
  };
}

/** What must come of these messages, given as NDJSON in the order in which they were received. */
export function expectation(ndjson: string): Expectation {
  const lines = parse(ndjson);
  const received = receive(lines);
  const ids = [...new Set(received.map((event) => event.user))];
  const visits = ids.flatMap((id) => live(id, received.filter((event) => event.user === id))); // prettier-ignore
  const nudges = visits.flatMap((visit) => visit.nudges).toSorted(order);
  const outcomes = visits.flatMap((visit) => visit.outcome ?? []).toSorted(order);
  const ended = (status: Outcome['status']): number => outcomes.filter((one) => one.status === status).length;
  return {
    ...counted(lines, received),
    entered: count(visits.map((visit) => visit.script.journey)),
    converted: ended('converted'),
    finished: ended('finished'),
    left: ended('left'),
    sent: {
      total: nudges.length,
      templates: count(nudges.map((nudge) => nudge.template)),
      locales: count(nudges.map((nudge) => nudge.locale)),
    },
    skipped: visits.reduce((sum, visit) => sum + visit.skipped.length, 0),
    nudges,
    outcomes,
  };
}
