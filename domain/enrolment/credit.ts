import type { Outcome } from '../journey/state.ts';
import type { Program } from '../journey/program.ts';
import type { UserEvent } from '../profile/event.ts';
import { withOwn } from '../record.ts';
import type { Instant } from '../time/instant.ts';
import { changed, type HeldOut, type User } from './user.ts';
import type { Credit, Visit } from './visit.ts';

/** What a goal is still credited for to somebody who entered (or would have) at `entry`; null without a goal. */
export function creditOf({ goal }: Pick<Program, 'goal'>, entry: Instant): Credit | null {
  return goal === null ? null : { event: goal.event, until: entry + goal.within };
}

/** After the last step a later conversion is credited; whoever has left, or converted already, is out of it. */
export function creditAfter(outcome: Outcome, program: Pick<Program, 'goal'>, entry: Instant): Credit | null {
  return outcome === 'finished' ? creditOf(program, entry) : null;
}

/** Credits an event, by its timestamp, to the journeys that the user has finished or is held out of. */
export function withConversions(user: User, event: UserEvent): User {
  const visits = converted<Visit>(user.visits, event, ({ credit, entry }) => ({ credit, at: entry.at }));
  const heldOut = converted<HeldOut>(user.heldOut, event, ({ goal, at }) => ({ credit: goal, at }));
  return visits === user.visits && heldOut === user.heldOut ? user : changed(user, { visits, heldOut });
}

interface Converting {
  readonly converted: Instant | null;
}

interface Crediting {
  readonly credit: Credit | null;
  readonly at: Instant;
}

/** The same table when the event is nobody's goal, which is nearly always. */
function converted<Each extends Converting>(
  table: Readonly<Record<string, Each>>,
  event: UserEvent,
  of: (each: Each) => Crediting,
): Readonly<Record<string, Each>> {
  let met = table;
  for (const course of Object.keys(table)) {
    const each = table[course];
    if (each?.converted !== null || !counts(of(each), event)) continue;
    met = withOwn(met, course, { ...each, converted: event.timestamp });
  }
  return met;
}

function counts({ credit, at }: Crediting, { name, timestamp }: UserEvent): boolean {
  return credit?.event === name && timestamp >= at && timestamp <= credit.until;
}
