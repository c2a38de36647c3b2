import { end as journeyEnd } from '../journey/program.ts';
import type { Outcome } from '../journey/state.ts';
import type { Instant } from '../time/instant.ts';
import { withoutStale } from './claims.ts';
import { newVisit } from './new-visit.ts';
import type { Run } from './sighting.ts';
import { changed, visitOf, visitsWith, type User } from './user.ts';
import type { Decision, Intent, Visit } from './visit.ts';

/** How a visit's workflow came to its end without the user's document. */
export interface End {
  readonly at: Instant;
  readonly outcome: Outcome;
  readonly words: string;
}

/** The user after a visit whose workflow is over: closed by one more decision, with nothing left to tell Temporal. */
export function terminate(user: User, course: string, { visit, end }: { visit: Visit; end: End }): User {
  const visits = visitsWith(user, course, closedBy(visit, end));
  return withoutIntents(withoutStale(changed(user, { visits })), course);
}

/** A visit that is closed by one more decision, from outside. */
export function closedBy(visit: Visit, { at, outcome, words }: End): Visit {
  const state = visit.decision?.state ?? { step: journeyEnd, since: at, entry: visit.entry.at };
  const decision: Decision = {
    number: visit.number + 1,
    at,
    state,
    effect: { kind: 'end', outcome, words },
    trail: [{ at, step: 'end', what: outcome, because: [words] }],
    exposures: [],
  };
  return {
    ...visit,
    status: 'closed',
    number: decision.number,
    decision,
    awaits: [],
    matched: {},
    woke: null,
    endedAt: at,
  };
}

/** The visit of a run: as the document knows it, or else as much as the run itself tells. */
export function visitOfRun(user: User, course: string, { enrolment, startedAt }: Run): Visit {
  const known = visitOf(user, course);
  // After a restore a number may have been given twice: what began before somebody came in is not their visit.
  const isHis = known?.visit === enrolment.visit && (known.status === 'open' || known.entry.receivedAt <= startedAt);
  if (isHis) return known;
  const because = ['known from Temporal alone'];
  const entry = { event: '', at: startedAt, receivedAt: startedAt, because };
  const { visit, key = null, release, user: origin } = enrolment;
  const unknown = newVisit({ visit, key, exclusive: null, release, entry });
  return origin === user.id ? unknown : { ...unknown, origin };
}

/** Nothing is to be told to the workflow of this course any more. */
export function withoutIntents(user: User, course: string): User {
  const others = (intent: Intent): boolean =>
    intent.kind === 'event' || intent.kind === 'end' || intent.course !== course;
  return user.todo.every(others) ? user : changed(user, { todo: user.todo.filter(others) });
}
