import { knowing } from '../domain/enrolment/adopt.ts';
import { decide } from '../domain/enrolment/decide.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import { othersDue } from '../domain/enrolment/others-due.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { Command } from '../domain/journey/command.ts';
import type { State } from '../domain/journey/state.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { attempt, questionOf, reply, type Asked } from './answer.ts';
import { hear } from './hear.ts';
import { liveOf } from './live.ts';
import { readPinned } from './pinned.ts';
import { guarded } from './write.ts';

/** What the workflow asks with. */
export interface DecideRequest {
  readonly enrolment: Enrolment;
  /** How many decisions the workflow has had. */
  readonly number: number;
  /** Null at the start. */
  readonly state: State | null;
  /** The workflow's own, real, time. */
  readonly now: Instant;
  /** The first command in the workflow's queue; absent when there is none. */
  readonly command?: Command | null;
}

export type Decide = (request: DecideRequest) => Promise<Instruction>;

/** Takes the decision after `number`, or gives the one that was taken. Sends nothing, reserves nothing. */
export function createDecide(dependencies: ActivityDependencies): Decide {
  const { store } = dependencies;
  return async ({ enrolment, number, state, now, command = null }) => {
    const [pinned, live] = await Promise.all([readPinned(store, enrolment), liveOf(store)()]);
    const asked: Asked = { dependencies, enrolment, number, pinned, state, command };
    const question = questionOf(asked);
    let { clock } = dependencies;
    const entry = state?.entry ?? clock.at(now, enrolment.user);
    const answer = await guarded(store, enrolment.user, async (read) => {
      if (read.forgotten) return attempt(read, { kind: 'gone' }, pinned);
      const user = knowing(read, question.course, { enrolment, entry, number });
      clock = dependencies.clock.notPast?.(othersDue(user, question.course)) ?? dependencies.clock;
      const moment = { clock, now: clock.at(now, enrolment.user), real: now };
      const heard = await hear(store, user, { course: question.course, program: pinned.program });
      return attempt(user, decide(user, question, { ...pinned, ...live, heard, moment }), pinned);
    });
    return reply(answer, { ...asked, dependencies: { ...dependencies, clock } });
  };
}
