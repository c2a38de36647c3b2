import type { Nudge, Outcome } from './enrolment.ts';
import { parse, receive, type Line, type Received } from './events.ts';
import { live, type HeldOut, type Manner } from './life.ts';
import type { Reason } from './pacing.ts';

/** Every event name that a journey, a segment, a goal or a milestone of the example workspace mentions. */
const mentioned = new Set([
  'Signed Up', 'Profile Completed', 'Teammate Invited', 'Project Created', 'Account Deleted',
  'Subscription Cancelled', 'Subscription Resumed', 'Feedback Given', 'Import Finished', 'Import Failed', 'Team Joined',
  'Task Taken', 'Comment Written',
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
    readonly channels: Readonly<Record<string, number>>;
  };
  /** Not sent: for want of an address, because it came too late or was held too long, or the user said no. */
  readonly skipped: number;
  /** How often a nudge was held back, by what. */
  readonly held: Readonly<Record<Reason, number>>;
  /** Kept out of a journey, by instant, then user. */
  readonly heldOut: readonly HeldOut[];
  /** By instant, then user and template. */
  readonly nudges: readonly Nudge[];
  /** By instant, then user and journey; one for every visit. */
  readonly outcomes: readonly Outcome[];
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
export function expectation(ndjson: string, manner: Manner = {}): Expectation {
  const lines = parse(ndjson);
  const received = receive(lines);
  const ids = [...new Set(received.map((event) => event.user))];
  const lives = ids.map((id) => live(id, received.filter((event) => event.user === id), manner)); // prettier-ignore
  const visits = lives.flatMap((life) => life.visits);
  const nudges = visits.flatMap((visit) => visit.nudges).toSorted(order);
  const outcomes = visits.flatMap((visit) => visit.outcome ?? []).toSorted(order);
  const ended = (status: Outcome['status']): number => outcomes.filter((one) => one.status === status).length;
  const heldBy = (reason: Reason): number => visits.flatMap(({ held }) => held).filter((one) => one === reason).length;
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
      channels: count(nudges.map((nudge) => nudge.channel)),
    },
    skipped: visits.reduce((sum, visit) => sum + visit.skipped.length, 0),
    held: { quiet: heldBy('quiet'), caps: heldBy('caps'), gap: heldBy('gap') },
    heldOut: lives.flatMap((life) => life.heldOut).toSorted(order),
    nudges,
    outcomes,
  };
}
