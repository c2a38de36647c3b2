import { stands } from '../journey/advance.ts';
import { wakesAt } from '../journey/wakes-at.ts';
import type { Instant } from '../time/instant.ts';
import { choose, type Choice } from './choose.ts';
import { dueNudge, type Due } from './due-nudge.ts';
import { holdBack } from './hold-back.ts';
import type { Answer, Deciding, Question } from './question.ts';
import { changed, visitOf, visitsWith } from './user.ts';
import type { Visit } from './visit.ts';

type Taken = Extract<Answer, { kind: 'taken' }>;

/**
 * A nudge that a timer has made due and that policy spreads waits for its own instant at once, without a delivery that
 * would say no more than that: thousands come to this in one second. Whatever else becomes of it is for its delivery to
 * say, which asks everything afresh.
 */
export function spreadOut(answer: Answer, question: Question, { waited, ...deciding }: Spreading): Answer {
  if (deciding.policy.spread === null || answer.kind !== 'taken') return answer;
  const { decision, user } = answer;
  const next: Question = { ...question, number: decision.number, command: null };
  const due = dueNudge(user, next, deciding);
  if (due.kind !== 'due' || !isFresh(due)) return answer;
  const { standing, before } = due;
  const choice = choose(user, next, { due, deciding, timed: true });
  if (choice.kind !== 'hold' || choice.entry.spread !== true) return answer;
  const own = sooner(choice, standing.now, waited);
  const held = holdBack(user, next, { choice: own, standing, delivering: deciding, before });
  return held.kind === 'taken' ? asOne(answer, held, question.course) : answer;
}

interface Spreading extends Deciding {
  /** The visit as the timer has found it. */
  readonly waited: Visit;
}

type Hold = Extract<Choice, { kind: 'hold' }>;

/**
 * Of a herd the last are looked at late; the spread is counted from when all were due, or it would last longer by that.
 * Whose own instant has passed meanwhile keeps the one that is told from now: that comes sooner than it was late.
 */
function sooner(choice: Hold, now: Instant, { decision }: Visit): Hold {
  const { until, entry } = choice;
  const due = decision?.effect.kind === 'wait' ? wakesAt(decision.effect) : now;
  const late = now - due;
  if (late <= 0 || entry.due !== now || until - late <= now) return choice;
  return { ...choice, until: until - late, entry: { ...entry, at: until - late, local: entry.local - late } };
}

/** Only one that nobody has tried to send yet, and that a timer has made due, is one of many. */
function isFresh({ effect, before, standing }: Due): boolean {
  return effect.timed === true && before === undefined && standing.state.again === undefined && stands(standing);
}

/** Both decisions under the number of the first, and as one story. */
function asOne(
  { decision: { number, trail, exposures, command } }: Taken,
  { decision, user }: Taken,
  course: string,
): Taken {
  const one = { ...decision, number, trail: [...trail, ...decision.trail], exposures, ...(command && { command }) };
  const visit = visitOf(user, course);
  const visits = visit === undefined ? user.visits : visitsWith(user, course, { ...visit, number, decision: one });
  return { kind: 'taken', decision: one, user: changed(user, { visits }) };
}
