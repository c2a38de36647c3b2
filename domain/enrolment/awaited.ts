import { holds } from '../condition/holds.ts';
import { isMatch, type Matches } from '../journey/clause.ts';
import type { Await } from '../journey/state.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';

/** What the clauses that are awaited have matched, with an event that has just come. */
export function withMatches(awaits: readonly Await[], matched: Matches, event: UserEvent): Matches {
  const met = awaits.flatMap((each) => {
    if (each.what !== 'clauses') return [];
    return each.clauses.filter(
      (clause) => clause.kind === 'event' && own(matched, clause.id) === undefined && isMatch(clause, event),
    );
  });
  if (met.length === 0) return matched;
  const match = { event: event.messageId, at: event.timestamp };
  return { ...matched, ...Object.fromEntries(met.map(({ id }) => [id, match])) };
}

/** Whether what is awaited has come true. */
export function isFulfilled(awaited: Await, matched: Matches, { facts, now }: { facts: Facts; now: Instant }): boolean {
  if (awaited.what !== 'clauses') return holds(awaited.condition, facts, now);
  const met = awaited.clauses.map((clause) =>
    clause.kind === 'event' ? own(matched, clause.id) !== undefined : holds(clause.condition, facts, now),
  );
  return awaited.all ? met.every(Boolean) : met.some(Boolean);
}
