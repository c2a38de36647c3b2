import type { Deciding } from '../domain/enrolment/question.ts';
import type { User } from '../domain/enrolment/user.ts';
import type { Instant } from '../domain/time/instant.ts';
import { questionOf, type Asked } from './answer.ts';
import { hear } from './hear.ts';
import { liveOf } from './live.ts';

/** What a decision is made from, now. */
export async function decidingOf(user: User, asked: Asked): Promise<Deciding> {
  const { dependencies, pinned } = asked;
  const { store, clock } = dependencies;
  const live = await liveOf(store)();
  const real: Instant = Date.now();
  const heard = await hear(store, user, { course: questionOf(asked).course, program: pinned.program });
  return { ...pinned, ...live, heard, moment: { clock, now: clock.at(real, asked.enrolment.user), real } };
}
