import { stands } from '../journey/advance.ts';
import { own } from '../own.ts';
import { freeFrom, type Free } from '../pacing/free.ts';
import { record, type LedgerEntry } from '../pacing/ledger.ts';
import { rateWords } from '../pacing/rate-words.ts';
import { rulesOf } from '../pacing/rules.ts';
import { clocksOf } from '../pacing/setting.ts';
import type { Ticket } from '../pacing/rate.ts';
import { countryOf } from '../profile/surroundings.ts';
import { merged } from '../record.ts';
import { second, type Instant } from '../time/instant.ts';
import { bounded } from './choose.ts';
import { givenBack, type Sending } from './deliver.ts';
import { dueNudge, type Due } from './due-nudge.ts';
import { holdBack } from './hold-back.ts';
import type { Answer, Deciding, Question } from './question.ts';
import { refuse, skip, type Refusing } from './refuse.ts';
import { changed, type User } from './user.ts';

/** What a nudge that could go out is told by its provider's rate. */
interface Postponing extends Deciding {
  readonly sending: Sending;
  /** What the provider takes a second. */
  readonly rate: number;
  readonly until: Instant;
  readonly ticket: Ticket;
}

/** A nudge that could go out, but for the rate of its provider: it is held until its turn. */
export function postpone(user: User, question: Question, postponing: Postponing): Answer {
  const { sending, rate, ticket, ...deciding } = postponing;
  const { entry } = sending;
  const due = dueNudge(user, question, deciding);
  if (due.kind !== 'due') return due;
  const { standing, before } = due;
  const refusing: Refusing = { standing, delivering: deciding, before };
  // It may have been read again since somebody looked.
  if (!stands(standing)) return refuse(user, question, { input: { kind: 'delivering' }, ...refusing });
  const turn = Math.max(postponing.until, due.at + second);
  const free = freeAt(turn, { user, due, sending, deciding });
  const because = [turnClause(entry, rate, turn), ...free.met];
  if (standing.state.again !== undefined || free.at === Infinity) return skip(user, question, { because, ...refusing });
  const choice = bounded({ kind: 'hold', until: free.at, because, entry }, due);
  if (choice.kind !== 'hold') return skip(user, question, { because: choice.because, ...refusing });
  const { until } = choice;
  const local = entry.local + (until - entry.at);
  // A turn in hours in which nothing goes out is nobody's: it gets in line again after them.
  const inLine = free.at === turn ? { ticket } : {};
  const booked = merged(entry, { at: until, local, spread: true, due: entry.due ?? entry.at, ...inLine } as const);
  return holdBack(user, question, { choice: { ...choice, entry: booked }, ...refusing });
}

interface Turning {
  readonly user: User;
  readonly due: Due;
  readonly sending: Sending;
  readonly deciding: Pick<Deciding, 'release' | 'policy'>;
}

/** The first instant from its turn on at which no hours speak against it, and which did. */
function freeAt(turn: Instant, { user, due, sending: { entry }, deciding: { release, policy } }: Turning): Free {
  const { facts, zone: fallback } = due.standing;
  const template = own(release.content.templates, entry.template);
  if (template === undefined || template.transactional) return { at: turn, met: [] };
  const { zone } = clocksOf(facts, fallback, turn);
  const timed = { rules: rulesOf(policy)[entry.channel], now: turn, zone, country: countryOf(user.profile) };
  return freeFrom(turn, -Infinity, timed);
}

/** "email: 100 a second go out, its turn is at 09:03:12". */
function turnClause({ channel, at, local }: LedgerEntry, rate: number, turn: Instant): string {
  const time = new Date(local + (turn - at)).toISOString().slice(11, 19);
  return `${channel}: ${rateWords(rate)} go out, its turn is at ${time}`;
}

/** A nudge that comes back for its turn while its minute lasts: it keeps its room. */
export function queueUp(user: User, { entry: { nudge } }: Sending, ticket: Ticket): User {
  const ledger = user.ledger.map((entry) => (entry.nudge === nudge ? merged(entry, { ticket }) : entry));
  return changed(user, { ledger });
}

/** The user with room reserved for a nudge whose attempt ends before anybody was asked to send it: as if there had been none. */
export function untried(user: User, sending: Sending): User {
  const waiting = { ...givenBack(sending, false), attempt: sending.entry.attempt - 1 };
  return changed(user, { ledger: record(user.ledger, waiting) });
}
