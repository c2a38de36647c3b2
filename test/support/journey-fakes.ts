import type { Activities } from '../../activities/index.ts';
import type { DecideRequest } from '../../activities/decide.ts';
import { decide } from '../../domain/enrolment/decide.ts';
import { conclude, prepare, type Result, type Sending } from '../../domain/enrolment/deliver.ts';
import { heardOf } from '../../domain/enrolment/hearing.ts';
import { courseOf, workflowId } from '../../domain/enrolment/identity.ts';
import { goneInstruction, toInstruction, type Instruction } from '../../domain/enrolment/instruction.ts';
import type { Answer, Deciding, Question } from '../../domain/enrolment/question.ts';
import { receive } from '../../domain/enrolment/receive.ts';
import { newUser, visitOf, type User } from '../../domain/enrolment/user.ts';
import { nothingHeard } from '../../domain/journey/background.ts';
import { entered } from '../../domain/journey/advance.ts';
import type { Command } from '../../domain/journey/command.ts';
import type { Program } from '../../domain/journey/program.ts';
import type { JsonObject } from '../../domain/json.ts';
import { openLive } from '../../domain/pacing/live.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { TrailEntry } from '../../domain/journey/state.ts';
import { realClock, type Clock } from '../../domain/time/clock.ts';
import { hour, second, type Instant } from '../../domain/time/instant.ts';
import type { Tell } from '../../ingest/tell.ts';
import { eventOf } from './event.ts';
import { releaseOf } from './release.ts';
import { freshName } from './stack.ts';

/** A mail that the provider accepted, at an instant of the test server's time. */
export interface AcceptedMail {
  readonly template: string;
  readonly to: string;
  readonly at: Instant;
}

/** What happens to an enrolment at its most delicate moments; each may throw, and then the activity has failed. */
export interface Meddling {
  /** The workflow has asked for the decision after `number`; nothing is decided yet. */
  readonly deciding?: (number: number, person: Person) => Promise<void> | void;
  /** The decision is written; the workflow has not heard of it yet. */
  readonly decided?: (number: number, person: Person) => Promise<void> | void;
  /** The provider has the nudge; what comes of it is not written yet. */
  readonly delivering?: (number: number, person: Person) => Promise<void> | void;
  /** The decision after the delivery is written; the workflow has not heard of it yet. */
  readonly delivered?: (number: number, person: Person) => Promise<void> | void;
  /** What the provider answers to the attempt; without it, it accepts. */
  readonly answer?: (attempt: number, template: string) => Result;
  readonly clock?: Clock;
}

/** Somebody in a journey: the real pure functions over a user in memory, in place of MongoDB and SMTP. */
export interface Person {
  readonly id: string;
  readonly workflowId: string;
  readonly activities: Activities;
  readonly mails: readonly AcceptedMail[];
  /** The user as the document has it. */
  readonly user: () => User;
  /** Everything the decisions told so far. */
  readonly trail: readonly TrailEntry[];
  /** The commands that the workflow has left unanswered when it ended. */
  readonly left: readonly Command[];
  /** How often the workflow has asked for a decision. */
  readonly asked: () => number;
  /** The user does something now: folded in, and whoever waits for it is told, as ingest does. */
  happens(event: string): Promise<void>;
  /** These traits of the user become known now. */
  becomes(traits: JsonObject): Promise<void>;
  /** Everything that is known of the user is gone; the workflow is not told. */
  forget(): void;
}

/** The templates of the mails that a person got, in their order. */
export function templates({ mails }: Person): readonly string[] {
  return mails.map(({ template }) => template);
}

/** How long after the entry the last mail went out. */
export function lastAfter(person: Person): number {
  return (person.mails.at(-1)?.at ?? NaN) - (person.trail[0]?.at ?? NaN);
}

export interface PersonOptions {
  readonly program: Program;
  readonly meddling?: Meddling;
  /** The instant of the test server's time. */
  readonly now: () => Promise<Instant>;
  readonly tell: Tell;
}

const accepted: Result = { kind: 'sent', because: 'email accepted' };
export const lease = 20 * second;
/** Whatever the load of this machine, what is decided is decided as of the instant of its cause. */
export const exactClock: Clock = { ...realClock, late: hour };

/** What in-memory activities work on. `answered` takes an answer over and gives the instruction. */
interface Memory {
  readonly clock: Clock;
  readonly read: () => User;
  readonly write: (user: User) => void;
  readonly answered: (answer: Answer, asked: Question, now: Instant) => Instruction;
}

export function createPerson({ program, meddling = {}, now, tell }: PersonOptions): Person {
  const id = freshName('bo');
  const release = releaseOf([program]);
  const { clock = exactClock } = meddling;
  const mails: AcceptedMail[] = [];
  const trail: TrailEntry[] = [];
  const left: Command[] = [];
  const events: UserEvent[] = [];
  let user: User = { ...newUser(id), profile: { ...newUser(id).profile, traits: { email: `${id}@acme.test` } } };
  let asked = 0;
  const memory: Memory = {
    clock,
    read: () => user,
    write: (next) => (user = next),
    answered(answer, { number, state }, at) {
      if (answer.kind === 'gone') return goneInstruction(number + 1, state ?? entered(program, 0, 0));
      if (answer.kind === 'taken') trail.push(...answer.decision.trail);
      if (answer.kind === 'taken') user = answer.user;
      const command = answer.kind === 'kept' && answer.command !== undefined ? { command: answer.command } : {};
      const telling = { clock, now: at, user: id, to: 'b…@acme.test', zone: 'UTC', release, program };
      return toInstruction(answer.decision, { ...telling, ...command });
    },
  };
  const person: Person = {
    id,
    workflowId: workflowId(program.journey, id),
    mails,
    user: () => user,
    trail,
    left,
    asked: () => asked,
    activities: {
      async decide(request) {
        asked++;
        await meddling.deciding?.(request.number, person);
        const question = questionOf(request);
        const deciding = decidingAt(request.now);
        const instruction = memory.answered(decide(user, question, deciding), question, request.now);
        await meddling.decided?.(instruction.number, person);
        return instruction;
      },
      async deliver(request) {
        const question = questionOf({ ...request, state: null });
        const real = await now();
        const deciding = decidingAt(real);
        const prepared = prepare(user, question, { ...deciding, lease: real + lease });
        if (prepared.kind === 'busy') throw new Error('another attempt runs');
        if (prepared.kind !== 'send') return memory.answered(prepared, question, real);
        // As if the lease of an attempt that fails were over when the next one comes.
        user = { ...prepared.user, ledger: prepared.user.ledger.map((entry) => ({ ...entry, lease: null })) };
        const result = hand(prepared);
        await meddling.delivering?.(request.number, person);
        const instruction = memory.answered(conclude(user, question, { sending: prepared, result, ...deciding }), question, real); // prettier-ignore
        await meddling.delivered?.(instruction.number, person);
        return instruction;
      },
      noteRefused: ({ commands }) => Promise.resolve(void left.push(...commands)),
    },
    happens: async (event) => take(eventOf(id, event, { at: await now() })),
    becomes: async (traits) => take(eventOf(id, null, { at: await now(), traits })),
    forget() {
      user = newUser(id);
    },
  };

  async function take(event: UserEvent): Promise<void> {
    const before = user.todo;
    events.push(event);
    user = receive(user, event, { release, at: event.receivedAt }).user;
    for (const intent of user.todo.filter((each) => !before.includes(each)))
      if (intent.kind !== 'event') await tell(user, intent);
  }

  function decidingAt(real: Instant): Deciding {
    const visit = visitOf(user, program.journey);
    const heard = visit === undefined ? nothingHeard : heardOf(visit, events, program);
    return { release, program, heard, ...openLive, moment: { clock, now: clock.at(real, id), real } };
  }

  function hand({ entry, to, at }: Sending): Result {
    const result = meddling.answer?.(entry.attempt, entry.template) ?? accepted;
    if (result.kind === 'sent') mails.push({ template: entry.template, to, at });
    return result;
  }

  return person;
}

export function questionOf({ enrolment, number, state, command = null }: Omit<DecideRequest, 'now'>): Question {
  return { course: courseOf(enrolment), visit: enrolment.visit, number, state, command };
}
