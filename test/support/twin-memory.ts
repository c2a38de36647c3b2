import { setTimeout as sleep } from 'node:timers/promises';
import type { Activities } from '../../activities/index.ts';
import { decide } from '../../domain/enrolment/decide.ts';
import { conclude, prepare } from '../../domain/enrolment/deliver.ts';
import { heardOf } from '../../domain/enrolment/hearing.ts';
import { journeyOf } from '../../domain/enrolment/identity.ts';
import { goneInstruction, toInstruction, type Instruction } from '../../domain/enrolment/instruction.ts';
import type { Answer, Deciding, Question } from '../../domain/enrolment/question.ts';
import { receive } from '../../domain/enrolment/receive.ts';
import { newUser, visitOf, type User } from '../../domain/enrolment/user.ts';
import { entered } from '../../domain/journey/advance.ts';
import { nothingHeard } from '../../domain/journey/background.ts';
import { own } from '../../domain/own.ts';
import { openLive } from '../../domain/pacing/live.ts';
import type { UserEvent } from '../../domain/profile/event.ts';
import type { PlayedLine, PlayedNudge, Story } from '../../domain/simulation/play.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { exactClock as clock, lease, questionOf } from './journey-fakes.ts';
import { isTurnOf } from './turn.ts';

/** What the real workflows of one user read and write, in place of MongoDB and SMTP. */
export interface TwinMemory {
  user: User;
  /** Courses by their newest decisions, the oldest first. */
  taken: readonly string[];
  readonly events: UserEvent[];
  readonly nudges: PlayedNudge[];
  readonly path: PlayedLine[];
}

export type Played = Required<Pick<Story, 'release' | 'user' | 'provider' | 'meanwhile'>>;

/** Folds an event in; what comes of it is left to do. */
export function fold(memory: TwinMemory, event: UserEvent, { release }: Played): void {
  memory.events.push(event);
  memory.user = receive(memory.user, event, { release, at: event.receivedAt }).user;
}

export function newMemory(user: string): TwinMemory {
  return { user: newUser(user), taken: [], events: [], nudges: [], path: [] };
}

/** Activities over this memory, for every journey of the release: the real pure functions, and nothing but them. */
export function activitiesOver(memory: TwinMemory, played: Played, now: () => Promise<Instant>): Activities {
  return {
    async decide(request) {
      const question = questionOf(request);
      while (!isTurnOf(question, memory, request.now)) await sleep(2);
      const deciding = decidingAt(request.now, { memory, played, question });
      return answered(decide(memory.user, question, deciding), { memory, question, deciding });
    },
    async deliver(request) {
      const question = questionOf({ ...request, state: null });
      const deciding = decidingAt(await now(), { memory, played, question });
      const prepared = prepare(memory.user, question, { ...deciding, lease: deciding.moment.real + lease });
      if (prepared.kind === 'busy') throw new Error('another attempt runs');
      if (prepared.kind !== 'send') return answered(prepared, { memory, question, deciding });
      const { entry, step, at, to } = prepared;
      const { course, visit } = question;
      memory.user = prepared.user;
      const result = played.provider(prepared);
      for (const event of played.meanwhile(prepared)) fold(memory, event, played);
      memory.nudges.push({
        nudge: entry.nudge,
        at,
        course,
        visit,
        step,
        template: entry.template,
        to,
        result: result.kind,
      });
      // What has come meanwhile is read, too.
      const again = decidingAt(deciding.moment.real, { memory, played, question });
      const concluded = conclude(memory.user, question, { sending: prepared, result, ...again });
      return answered(concluded, { memory, question, deciding: again });
    },
    noteRefused: () => Promise.resolve(),
  };
}

interface Asking {
  readonly memory: TwinMemory;
  readonly played: Played;
  readonly question: Question;
}

function decidingAt(real: Instant, { memory, played, question }: Asking): Deciding {
  const { release } = played;
  const program = own(release.content.journeys, journeyOf(question.course));
  if (program === undefined) throw new Error(`${question.course} is of no journey in the release`);
  const visit = visitOf(memory.user, question.course);
  const heard = visit === undefined ? nothingHeard : heardOf(visit, memory.events, program);
  return { release, program, heard, ...openLive, moment: { clock, now: real, real } };
}

interface Answering {
  readonly memory: TwinMemory;
  readonly question: Question;
  readonly deciding: Deciding;
}

function answered(answer: Answer, { memory, question, deciding }: Answering): Instruction {
  const { course, visit, number, state } = question;
  if (answer.kind === 'gone') return goneInstruction(number + 1, state ?? entered(deciding.program, 0, 0));
  const { decision } = answer;
  if (answer.kind === 'taken') {
    memory.path.push(...decision.trail.map((entry) => ({ ...entry, course, visit })));
    memory.taken = [...memory.taken.filter((other) => other !== course), course];
    memory.user = answer.user;
  }
  const { release, program, moment } = deciding;
  const telling = { release, program, clock, now: moment.real, user: memory.user.id };
  return toInstruction(decision, { ...telling, to: 'b…@acme.test', zone: 'UTC' });
}
