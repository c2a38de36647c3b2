import { holds } from '../condition/holds.ts';
import { isMatch, type AwaitedClause, type Matches } from '../journey/clause.ts';
import type { Await } from '../journey/state.ts';
import { own } from '../own.ts';
import type { UserEvent } from '../profile/event.ts';
import type { Facts } from '../profile/facts.ts';
import { merged } from '../record.ts';
import type { Instant } from '../time/instant.ts';

/** An event that has just come, what is known of the user with it, and when that is. */
export interface Folded {
  readonly event: UserEvent;
  readonly facts: Facts;
  readonly now: Instant;
}

/** What the clauses that are awaited have matched, with an event that has just come; of `all` conditions, too. */
export function withMatches(awaits: readonly Await[], matched: Matches, folded: Folded): Matches {
  const found = awaits.flatMap((each) => {
    if (each.what !== 'clauses') return [];
    const open = each.clauses.filter(({ id }) => own(matched, id) === undefined);
    return open.flatMap((clause): readonly (readonly [string, Matches[string]])[] => {
      const match = clause.kind === 'event' || each.all ? matchOf(clause, folded) : null;
      return match === null ? [] : [[clause.id, match]];
    });
  });
  return found.length === 0 ? matched : merged(matched, Object.fromEntries(found));
}

function matchOf(clause: AwaitedClause, { event, facts, now }: Folded): Matches[string] | null {
  if (clause.kind === 'condition') return holds(clause.condition, facts, now) ? { event: null, at: now } : null;
  return isMatch(clause, event) ? { event: event.messageId, at: event.timestamp } : null;
}

/** Whether what is awaited has come true. */
export function isFulfilled(awaited: Await, matched: Matches, { facts, now }: Omit<Folded, 'event'>): boolean {
  if (awaited.what !== 'clauses') return holds(awaited.condition, facts, now);
  const met = awaited.clauses.map(
    (clause) =>
      own(matched, clause.id) !== undefined || (clause.kind === 'condition' && holds(clause.condition, facts, now)),
  );
  return awaited.all ? met.every(Boolean) : met.some(Boolean);
}
