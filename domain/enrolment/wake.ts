import type { UserEvent } from '../profile/event.ts';
import { nextFlipOf } from '../journey/flips.ts';
import { wakesAt } from '../journey/wakes-at.ts';
import { isFulfilled, withMatches, type Folded } from './awaited.ts';
import { changed, factsOf, visitsWith, type User } from './user.ts';
import type { Intent, Visit } from './visit.ts';

/** A user whose visits have heard of an event. */
export interface Woken {
  readonly user: User;
  /** Courses whose awaited condition now holds, or can come to hold before their timer. */
  readonly woke: readonly string[];
}

/**
 * Tells the open visits of an event that was folded: each notes what its clauses have matched, and is woken when what
 * it awaits has come true, or may by time alone before its timer fires; at most once for a number.
 * @param except the course that has caused the event and knows of it
 */
export function wake(user: User, event: UserEvent, except: string | null): Woken {
  const folded = { event, facts: factsOf(user), now: event.receivedAt };
  let woken = user;
  const woke: string[] = [];
  for (const [course, visit] of Object.entries(user.visits)) {
    if (visit.status === 'closed' || course === except) continue;
    const told = rouse(note(visit, folded), folded);
    if (told === visit) continue;
    woken = changed(woken, { visits: visitsWith(woken, course, told) });
    const { number } = visit;
    if (told.woke === null || visit.woke?.number === number) continue;
    const intent: Intent = { kind: 'wake', course, number, at: event.receivedAt, event: event.messageId };
    woken = changed(woken, { todo: [...woken.todo, intent] });
    woke.push(course);
  }
  return { user: woken, woke };
}

function note(visit: Visit, folded: Folded): Visit {
  const matched = withMatches(visit.awaits, visit.matched, folded);
  return matched === visit.matched ? visit : { ...visit, matched };
}

/** The visit with its waking. The first event with which something has come true is kept: it is not the one to come. */
function rouse(visit: Visit, folded: Folded): Visit {
  const { event, now } = folded;
  const { number, awaits, matched, woke } = visit;
  const before = woke?.number === number ? woke : null;
  if (before?.event !== undefined) return visit;
  if (awaits.some((awaited) => isFulfilled(awaited, matched, folded))) {
    return { ...visit, woke: { number, at: before?.at ?? now, event: event.messageId } };
  }
  return before === null && isEarlier(visit, folded) ? { ...visit, woke: { number, at: now } } : visit;
}

/** Whether what is awaited can change by time alone before the timer that was set: the timer has to be set anew. */
function isEarlier({ decision, awaits }: Visit, { facts, now }: Folded): boolean {
  if (decision?.effect.kind !== 'wait') return false;
  const flip = nextFlipOf(awaits, facts, now);
  return flip !== null && flip < wakesAt(decision.effect);
}
