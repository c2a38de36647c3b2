import { hold } from '../journey/advance.ts';
import { isInDoubt, type LedgerEntry } from '../pacing/ledger.ts';
import { merged } from '../record.ts';
import { keeping } from './book.ts';
import type { Choice } from './choose.ts';
import { lookAt } from './look.ts';
import type { Answer, Question } from './question.ts';
import type { Refusing } from './refuse.ts';
import { take } from './take.ts';
import { changed, type User } from './user.ts';

/** What is left behind by a visit that stays where it is. */
export const unmoved = { acts: [], matched: {}, heard: null } as const;

interface Holding extends Refusing {
  readonly choice: Extract<Choice, { kind: 'hold' }>;
}

/** Not now: a wait, and in the ledger a claim for when it is over. */
export function holdBack(user: User, question: Question, { standing, delivering, choice, before }: Holding): Answer {
  const { state, now: at } = standing;
  const { until, because, entry } = choice;
  const effect = hold(standing, { status: 'held', until, look: lookAt(at, entry.nudge, choice), words: because.join('; ') }); // prettier-ignore
  const step = effect.kind === 'wait' ? effect.step : '';
  // That it was looked at is nothing to tell where nothing came of it.
  const isKnown = before?.status === 'held' && before.at === entry.at && before.displacedBy === undefined;
  const trail = isKnown ? [] : [{ at, step, what: 'held', because, until }];
  // What may have gone out stays counted, and keeps its place in line.
  const claimed = isInDoubt(before)
    ? inLine(user, before, choice.entry.ticket)
    : claim(user, { standing, delivering, choice, before });
  return take(claimed, question, { at, advance: { state, effect, trail, ...unmoved }, deciding: delivering });
}

function inLine(user: User, before: LedgerEntry, ticket: LedgerEntry['ticket']): User {
  if (ticket === undefined) return user;
  return changed(user, { ledger: user.ledger.map((entry) => (entry === before ? merged(before, { ticket }) : entry)) });
}

function claim(user: User, { standing, delivering, choice, before }: Holding): User {
  // Whatever holds it now: what it was told by the rate of its provider is still so.
  const ticket = before?.channel === choice.entry.channel && before.ticket !== undefined && { ticket: before.ticket };
  const attempt = before?.attempt ?? 0;
  const booked = merged({ ...ticket }, choice.entry);
  const entry: LedgerEntry = merged(booked, { status: 'held', attempt, lease: null } as const);
  return changed(user, { ledger: keeping(user.ledger, entry, { policy: delivering.policy, now: standing.now }) });
}
