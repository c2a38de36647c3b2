import { decide } from '../enrolment/decide.ts';
import { conclude, prepare, type Result, type Sending } from '../enrolment/deliver.ts';
import { heardOf, hearingOf, unheardOf } from '../enrolment/hearing.ts';
import { journeyOf } from '../enrolment/identity.ts';
import type { Answer, Deciding, Question } from '../enrolment/question.ts';
import { passFlips } from '../enrolment/flips.ts';
import { receive } from '../enrolment/receive.ts';
import { factsOf, newUser, visitOf, type User } from '../enrolment/user.ts';
import type { Decision } from '../enrolment/visit.ts';
import { nothingHeard, type Heard } from '../journey/background.ts';
import type { Program } from '../journey/program.ts';
import type { TrailEntry } from '../journey/state.ts';
import { wakesAt } from '../journey/wakes-at.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import { countingOf } from '../release/counting.ts';
import type { Release } from '../release/release.ts';
import { slotsSaid, type Showed } from '../slot/words.ts';
import { realClock } from '../time/clock.ts';
import type { Instant } from '../time/instant.ts';
import { ofNudge } from './of-nudge.ts';

/** What is to be played: one user's events, in the order of their receipt. */
export interface Story {
  readonly release: Release;
  readonly user: string;
  readonly events: readonly UserEvent[];
  /** Nothing happens after this instant; absent: until every journey has ended. */
  readonly until?: Instant;
  /** What the provider says to a nudge; absent: it accepts. */
  readonly provider?: (sending: Sending) => Result;
  /** What happens while a nudge is under way to the provider; absent: nothing. */
  readonly meanwhile?: (sending: Sending) => readonly UserEvent[];
}

/** A nudge that was handed to the provider. */
export interface PlayedNudge {
  /** Its key. */
  readonly nudge: string;
  readonly at: Instant;
  readonly course: string;
  readonly visit: number;
  readonly step: string;
  readonly template: string;
  readonly to: string;
  readonly result: Result['kind'];
}

/** One line of the path through a journey. */
export interface PlayedLine extends TrailEntry {
  readonly course: string;
  readonly visit: number;
}

/** A decision of a visit, as it is kept. */
export interface PlayedDecision {
  readonly course: string;
  readonly visit: number;
  readonly decision: Decision;
}

/** All that came of it. */
export interface Played {
  readonly nudges: readonly PlayedNudge[];
  readonly path: readonly PlayedLine[];
  readonly decisions: readonly PlayedDecision[];
  /** The user at the end: visits, arms, refusals, who was held out. */
  readonly user: User;
}

/** Every channel takes everything. */
export function accepts({ entry }: Sending): Result {
  return { kind: 'sent', because: `${entry.channel} accepted` };
}

function nothing(): readonly UserEvent[] {
  return [];
}

/** The one user in memory, in place of a database and a server; alarms in place of timers. */
export interface Play {
  /** Lets time pass up to an instant, that instant included. */
  pass(until: Instant): void;
  happen(event: UserEvent): void;
  played(): Played;
}

/** What changes while a story is played. */
interface Stage {
  readonly release: Release;
  readonly provider: NonNullable<Story['provider']>;
  readonly meanwhile: NonNullable<Story['meanwhile']>;
  user: User;
  readonly events: UserEvent[];
  /** Course → when its workflow asks again. */
  readonly alarms: Map<string, Instant>;
  readonly nudges: PlayedNudge[];
  readonly path: PlayedLine[];
  readonly decisions: PlayedDecision[];
}

export function createPlay({ release, user, provider = accepts, meanwhile = nothing }: Story): Play {
  const empty = { events: [], alarms: new Map<string, Instant>(), nudges: [], path: [], decisions: [] };
  const stage: Stage = { release, provider, meanwhile, user: newUser(user), ...empty };
  return {
    pass(until) {
      for (let next = earliest(stage); next !== null && next.at <= until; next = earliest(stage)) {
        if (next.course === null) flip(stage, next.at);
        else run(stage, next.course, next.at);
        carryOut(stage, next.at);
      }
    },
    happen: (event) => happen(stage, event),
    played: () => ({ nudges: stage.nudges, path: stage.path, decisions: stage.decisions, user: stage.user }),
  };
}

function happen(stage: Stage, event: UserEvent): void {
  fold(stage, ofNudge(event, stage));
  carryOut(stage, event.receivedAt);
}

/** Time alone may lead into a segment. */
function flip(stage: Stage, at: Instant): void {
  const { release, user } = stage;
  stage.user = passFlips(user, { release, since: at, real: at }, at).user;
}

/** What comes of it is left to do. */
function fold(stage: Stage, event: UserEvent): void {
  stage.events.push(event);
  stage.user = receive(stage.user, event, { release: stage.release, at: event.receivedAt }).user;
}

/** Does what is left to do, and what comes of that, until nothing is. */
function carryOut(stage: Stage, now: Instant): void {
  for (let intent = stage.user.todo[0]; intent !== undefined; intent = stage.user.todo[0]) {
    if (intent.kind === 'event') happen(stage, intent.event);
    else run(stage, intent.course, now);
  }
}

/** One question of a course's workflow, with all that follows at once. */
function run(stage: Stage, course: string, now: Instant): void {
  stage.alarms.delete(course);
  let answer = ask(stage, course, { now, put: decide });
  while (answer.kind === 'taken') {
    const { decision } = answer;
    stage.user = answer.user;
    const visit = visitOf(stage.user, course)?.visit ?? 0;
    stage.decisions.push({ course, visit, decision });
    for (const told of decision.trail) stage.path.push({ ...told, course, visit });
    if (decision.effect.kind === 'wait') stage.alarms.set(course, wakesAt(decision.effect));
    if (decision.effect.kind !== 'deliver') return;
    answer = ask(stage, course, {
      now,
      put: (user, question, deciding) => deliver(stage, user, { question, deciding }),
    });
  }
}

interface Asking {
  readonly now: Instant;
  readonly put: typeof decide;
}

function ask(stage: Stage, course: string, { now, put }: Asking): Answer {
  const { user, release } = stage;
  const visit = visitOf(user, course);
  const program = own(release.content.journeys, journeyOf(course));
  if (visit === undefined || program === undefined) throw new Error(`no enrolment in ${course} to decide about`);
  const heard = hear(stage, course, program);
  const question = { course, visit: visit.visit, number: visit.number, state: null };
  const { policy } = release.content;
  const live = { policy, switches: [], counting: countingOf(release.content) };
  return put(user, question, { release, program, heard, ...live, moment: { clock: realClock, now, real: now } });
}

function hear({ user, events }: Stage, course: string, program: Program): Heard {
  const visit = visitOf(user, course);
  if (visit === undefined) return nothingHeard;
  const { ids, names } = hearingOf(user, course, program);
  if (ids.length + names.length === 0) return unheardOf(visit);
  const read = events.filter(({ messageId, name }) => ids.includes(messageId) || names.includes(name ?? ''));
  return heardOf(visit, read, program);
}

interface Delivery {
  readonly question: Question;
  readonly deciding: Deciding;
}

function deliver(stage: Stage, user: User, { question, deciding }: Delivery): Answer {
  const prepared = prepare(user, question, { lease: deciding.moment.real, ...deciding });
  if (prepared.kind === 'busy') throw new Error('a delivery is under way that nobody has begun');
  if (prepared.kind !== 'send') return prepared;
  stage.user = prepared.user;
  const result = stage.provider(prepared);
  const meanwhile = stage.meanwhile(prepared);
  for (const event of meanwhile) fold(stage, event);
  const { entry, step, at, to } = prepared;
  const { course, visit } = question;
  stage.nudges.push({ nudge: entry.nudge, at, course, visit, step, template: entry.template, to, result: result.kind });
  const heard = meanwhile.length === 0 ? deciding.heard : hear(stage, course, deciding.program);
  return conclude(stage.user, question, { sending: prepared, result, ...deciding, heard, ...said(stage, prepared) });
}

/** What follows from what a nudge's slots say. */
function said({ release }: Stage, { entry, user, at }: Sending): { readonly showed?: Showed } {
  const { templates, policy } = release.content;
  const template = own(templates, entry.template);
  if (template === undefined) return {};
  const past = { ledger: user.ledger, nudge: entry.nudge };
  return { showed: slotsSaid(template, release, { facts: factsOf(user), holdout: policy.holdout, past, now: at }) };
}

interface Alarm {
  /** Null: it is of the segments. */
  readonly course: string | null;
  readonly at: Instant;
}

/** The next alarm; of one instant, the one that was set first, and a journey's before a segment's. */
function earliest({ alarms, user: { flipAt } }: Stage): Alarm | null {
  let first: Alarm | null = null;
  for (const [course, at] of alarms) if (first === null || at < first.at) first = { course, at };
  return flipAt !== null && (first === null || flipAt < first.at) ? { course: null, at: flipAt } : first;
}
