import type { Standing } from '../journey/advance.ts';
import type { Effect } from '../journey/state.ts';
import type { LedgerEntry } from '../pacing/ledger.ts';
import { asOfEvent } from '../time/clock.ts';
import type { Instant } from '../time/instant.ts';
import { nudgeKey } from './identity.ts';
import { find, standingOf, type Answer, type Deciding, type Question } from './question.ts';
import { originOf, type User } from './user.ts';

/** The nudge that a visit's decision asks to be delivered, and what is known of it. */
export interface Due {
  readonly kind: 'due';
  readonly effect: Extract<Effect, { kind: 'deliver' }>;
  readonly standing: Standing;
  readonly key: string;
  /** What the ledger has of it: a claim, a reservation; undefined where nothing. */
  readonly before: LedgerEntry | undefined;
  /** The instant as of which it would go out. */
  readonly at: Instant;
}

/** Looks up the nudge that is to be delivered, or the answer where none is. */
export function dueNudge(user: User, question: Question, deciding: Deciding): Due | Exclude<Answer, { kind: 'taken' }> {
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const { decision } = found.visit;
  if (decision?.effect.kind !== 'deliver') return { kind: 'gone' };
  const { effect, state } = decision;
  const at = asOfEvent(deciding.moment.clock, decision.at, deciding.moment.now);
  const { course, visit } = question;
  const key = nudgeKey({ course, user: originOf(user, found.visit), visit }, effect.step, effect.round);
  const before = user.ledger.find(({ nudge }) => nudge === key);
  return { kind: 'due', effect, standing: standingOf(deciding, { user, state, now: at }), key, before, at };
}
