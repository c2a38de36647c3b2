import { decide } from '../domain/enrolment/decide.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import type { State } from '../domain/journey/state.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { attempt, reply } from './answer.ts';
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
}

export type Decide = (request: DecideRequest) => Promise<Instruction>;

/** Takes the decision after `number`, or gives the one that was taken. Sends nothing, reserves nothing. */
export function createDecide({ store, clock }: ActivityDependencies): Decide {
  return async ({ enrolment, number, state, now }) => {
    const { program } = await readPinned(store, enrolment);
    const moment = { clock, now: clock.at(now, enrolment.user) };
    const question = { journey: enrolment.journey, visit: enrolment.visit, number, state };
    const answer = await guarded(store, enrolment.user, (user) =>
      attempt(user, decide(user, question, { program, moment })),
    );
    return reply(answer, { store, clock, enrolment, number, program, state });
  };
}
