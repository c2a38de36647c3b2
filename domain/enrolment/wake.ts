import type { UserEvent } from '../profile/event.ts';
import { nextFlipOf } from '../journey/flips.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { isFulfilled, withMatches } from './awaited.ts';
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
  const at = { facts: factsOf(user), now: event.receivedAt };
  let woken = user;
  const woke: string[] = [];
  for (const [course, visit] of Object.entries(user.visits)) {
    if (visit.status === 'closed' || course === except) continue;
    const matched = withMatches(visit.awaits, visit.matched, event);
    if (matched !== visit.matched) woken = changed(woken, { visits: visitsWith(woken, course, { ...visit, matched }) });
    if (visit.woke?.number === visit.number) continue;
    if (!visit.awaits.some((awaited) => isFulfilled(awaited, matched, at)) && !isEarlier(visit, at)) continue;
    const { number } = visit;
    const intent: Intent = { kind: 'wake', course, number, at: event.receivedAt, event: event.messageId };
    const waking: Visit = { ...visit, matched, woke: { number, at: event.receivedAt } };
    woken = changed(woken, { visits: visitsWith(woken, course, waking), todo: [...woken.todo, intent] });
    woke.push(course);
  }
  return { user: woken, woke };
}

/** Whether what is awaited can change by time alone before the timer that was set: the timer has to be set anew. */
function isEarlier({ decision, awaits }: Visit, { facts, now }: { facts: Facts; now: Instant }): boolean {
  if (decision?.effect.kind !== 'wait') return false;
  const flip = nextFlipOf(awaits, facts, now);
  return flip !== null && flip < decision.effect.until;
}
