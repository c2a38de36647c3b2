import type { Exposure } from '../experiment/experiment.ts';
import { bucketOf } from '../experiment/hash.ts';
import { advance, hold, stands, type Advance, type Standing } from '../journey/advance.ts';
import type { Act, Delivered, TrailEntry } from '../journey/state.ts';
import { clause } from '../pacing/clause.ts';
import { isInDoubt, record, type LedgerEntry } from '../pacing/ledger.ts';
import { merged } from '../record.ts';
import { nothingShown, type Showed } from '../slot/words.ts';
import { day, minute, type Instant, type Milliseconds } from '../time/instant.ts';
import { keeping } from './book.ts';
import { choose, type Choice } from './choose.ts';
import { dueNudge, type Due } from './due-nudge.ts';
import { holdBack, unmoved } from './hold-back.ts';
import { holdLimitOf } from './hold-limit.ts';
import { find, standingOf, type Answer, type Deciding, type Question } from './question.ts';
import { refuse, skip, type Refusing } from './refuse.ts';
import { suppressedWith } from './suppress.ts';
import { take } from './take.ts';
import { changed, type User } from './user.ts';

/** A nudge that may go out: written into the ledger before it is handed to the provider. */
export interface Sending {
  readonly kind: 'send';
  readonly user: User;
  readonly entry: LedgerEntry;
  readonly to: string;
  readonly step: string;
  /** The instant as of which it goes out. */
  readonly at: Instant;
  /** An earlier attempt may have reached the provider and could not say so. */
  readonly maybeTwice: boolean;
}

/** Another attempt's lease still runs, until this real instant. */
export interface Busy {
  readonly kind: 'busy';
  readonly until: Instant;
}

/** What a delivery needs besides the user and the question. */
export interface Delivering extends Deciding {
  /** The real instant at which this attempt's lease ends. */
  readonly lease: Instant;
}

/** What came of handing a nudge to its provider. */
export type Result =
  | { readonly kind: Exclude<Delivered, 'skipped' | 'failed'>; readonly because: string }
  /** Definite: nothing went out. `refused` says that it is the address which takes no mail, now or ever. */
  | { readonly kind: 'failed'; readonly because: string; readonly refused: boolean }
  /** The provider refuses for now, or (`unsure`) broke off and may have taken it: to be tried again, not before `after`. */
  | {
      readonly kind: 'later';
      readonly because: string;
      readonly unsure: boolean;
      /** It has not answered at all: no connection, or one that broke or fell silent. `after` is then our own guess. */
      readonly silent?: true;
      /** It was not asked: we were too slow. There is nobody to leave alone. */
      readonly ours?: true;
      /** How long it asks to be left alone; absent: it does not say. */
      readonly after?: Milliseconds;
    };

/** A provider that refuses is left alone for a minute after one attempt, twice as long after each more, up to this. */
const refusedFor: Milliseconds = 10 * minute;
/** Who waits for a provider that answers nobody waits longer by up to this part: they do not all come back at once. */
const spread = 0.2;
/** A provider that asks for more than this is asked all the same. */
const longestRefusal: Milliseconds = day;

/** Looks at the facts of now and reserves: may the nudge go out, and if not, what is the next decision? */
export function prepare(user: User, question: Question, delivering: Delivering): Sending | Busy | Answer {
  const due = dueNudge(user, question, delivering);
  if (due.kind !== 'due') return due;
  const { standing, before } = due;
  const refusing: Refusing = { standing, delivering, before };
  if (!stands(standing)) return refuse(user, question, { input: { kind: 'delivering' }, ...refusing });
  if (before?.lease != null && before.lease > delivering.moment.real) return { kind: 'busy', until: before.lease };
  const late = tooLate(due);
  if (late !== null) return skip(user, question, { because: [late], ...refusing });
  const choice = sayWho(before, choose(user, question, { due, deciding: delivering, timed: isTimed(due) }));
  // What somebody has asked for once more is not waited for: the step under way goes on.
  const waits = standing.state.again === undefined;
  if (choice.kind === 'hold' && waits) return holdBack(user, question, { choice, ...refusing });
  if (choice.kind !== 'go') return skip(user, question, { because: choice.because, ...refusing });
  return reserve(user, { due, choice, delivering });
}

/** A nudge that had room and lost it is told by whom. */
function sayWho(before: LedgerEntry | undefined, choice: Choice): Choice {
  if (before?.displacedBy === undefined || choice.kind === 'go') return choice;
  return { ...choice, because: [...choice.because, clause(`${before.displacedBy} took its room`)] };
}

/** Timers come late, and attempts go on for a minute: what has been held to the end of its time may still go out then. */
const grace: Milliseconds = minute;

/** Why a nudge that was held does not go out any more, though it may: nobody has looked at it while it was worth it. */
function tooLate({ standing, before, at }: Due): string | null {
  const limit = holdLimitOf(standing);
  return before === undefined || limit === null || at <= limit.at + grace ? null : limit.words;
}

/** Only a nudge that nobody has tried to send yet is one of many that a timer has made due together. */
function isTimed({ effect, before }: Due): boolean {
  return effect.timed === true && (before === undefined || before.status === 'held');
}

/**
 * The reservation of an attempt before this one that has never said how it ended; null where there is none. Whether its
 * nudge went out is to be asked first: whatever has come about since, what was sent is told as sent. It has no address:
 * it is not to be sent again.
 */
export function inDoubt(user: User, question: Question, delivering: Delivering): Sending | null {
  const due = dueNudge(user, question, delivering);
  if (due.kind !== 'due' || !isInDoubt(due.before)) return null;
  return { kind: 'send', user, entry: due.before, to: '', step: due.effect.step, at: due.at, maybeTwice: true };
}

/**
 * Ends an attempt that is to be tried again at once; the reservation is given back where definitely nothing was sent, by
 * this attempt or by one before it: a doubt stays, whatever later attempts are told.
 */
export function giveBack(user: User, sending: Sending, { unsure }: { unsure: boolean }): User {
  if (isOvertaken(user, sending)) return user;
  return changed(user, { ledger: record(user.ledger, givenBack(sending, unsure)) });
}

/** The reservation while no attempt is under way. */
export function givenBack({ entry, maybeTwice }: Sending, unsure: boolean): LedgerEntry {
  return { ...entry, status: unsure || maybeTwice ? 'sending' : 'reserved', lease: null };
}

/**
 * Whether an attempt has outlived its lease: another one has the reservation, or is through. Only that it has sent the
 * nudge is still news.
 */
export function isOvertaken(user: User, { entry }: Sending): boolean {
  const reserved = reservationOf(user, entry);
  return reserved !== undefined && (reserved.attempt !== entry.attempt || reserved.status === 'sent');
}

function reservationOf({ ledger }: User, { nudge }: LedgerEntry): LedgerEntry | undefined {
  return ledger.find((each) => each.nudge === nudge);
}

/** Takes the next decision after the provider has answered. */
export function conclude(user: User, question: Question, concluding: Concluding): Answer {
  const { sending, result } = concluding;
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const state = found.visit.decision?.state;
  if (state === undefined) return { kind: 'gone' };
  const { at } = sending;
  const marked = mark(user, concluding);
  const standing = standingOf(concluding, { user: marked, state, now: at });
  if (result.kind !== 'later' || state.again !== undefined) {
    const came = result.kind === 'later' ? 'failed' : result.kind;
    const input = { kind: 'delivered', result: came, because: result.because } as const;
    const { met, told } = result.kind === 'sent' ? (concluding.showed ?? nothingShown) : nothingShown;
    const next = sayMore(meeting(advance(standing, input), met), sending.entry, told);
    return take(marked, question, { at, advance: next, deciding: concluding });
  }
  return leaveAlone(marked, question, { standing, ...concluding, result });
}

/** What went out was met: its arms are kept and counted as those of the walk's own. */
function meeting(advanced: Advance, met: readonly Exposure[]): Advance {
  if (met.length === 0) return advanced;
  return { ...advanced, acts: [...met.map((exposure): Act => ({ kind: 'exposure', exposure })), ...advanced.acts] };
}

/** What went out is told with what its slots show, and why what its step would rather have sent did not. */
function sayMore(advanced: Advance, { step, instead = [] }: LedgerEntry, shows: readonly string[]): Advance {
  const more = [...shows, ...instead];
  if (more.length === 0) return advanced;
  const isIt = (told: TrailEntry): boolean => told.step === step && told.what === 'sent';
  const trail = advanced.trail.map((told) => (isIt(told) ? { ...told, because: [...told.because, ...more] } : told));
  return { ...advanced, trail };
}

interface LeavingAlone extends Omit<Concluding, 'result'> {
  readonly standing: Standing;
  readonly result: Refused;
}

/** A provider that refuses is asked again after a while, at most as long as the step says. */
function leaveAlone(user: User, question: Question, { standing, result, ...concluding }: LeavingAlone): Answer {
  const { sending, moment } = concluding;
  const { at, step } = sending;
  const refusing = { standing, delivering: concluding, before: reservationOf(user, sending.entry) };
  // What has come about while it was asked is not kept waiting with the nudge.
  if (!stands(standing)) return refuse(user, question, { input: { kind: 'delivering' }, ...refusing });
  const limit = holdLimitOf(standing);
  if (limit !== null && at >= limit.at)
    return skip(user, question, { because: [limit.words, result.because], ...refusing });
  const until = Math.min(Math.max(at + pauseAfter(result, sending), askedUntil(result, moment)), limit?.at ?? Infinity);
  const effect = hold(standing, { status: 'failing', until, words: result.because });
  const trail = [{ at, step, what: 'refused for now', because: [result.because], until }];
  const advance = { state: standing.state, effect, trail, ...unmoved };
  return take(user, question, { at, advance, deciding: concluding });
}

type Refused = Extract<Result, { kind: 'later' }>;

function pauseAfter({ after, silent, ours }: Refused, { entry }: Sending): Milliseconds {
  if (ours === true) return 0;
  const pause = Math.min(2 ** (entry.attempt - 1) * minute, refusedFor);
  if (silent !== true) return Math.min(Math.max(pause, after ?? 0), longestRefusal);
  return Math.round((after ?? pause) * (1 + spread * bucketOf('again', entry.nudge)));
}

/** How long it asks to be left alone begins with its answer. */
function askedUntil({ after, silent }: Refused, { now }: Concluding['moment']): Instant {
  return after === undefined || silent === true ? -Infinity : now + Math.min(after, longestRefusal);
}

interface Concluding extends Deciding {
  readonly sending: Sending;
  readonly result: Result;
  /** What follows from what its slots say; absent: it names none. */
  readonly showed?: Showed;
}

interface Reserving {
  readonly due: Due;
  readonly choice: Extract<Choice, { kind: 'go' }>;
  readonly delivering: Delivering;
}

/** What has to make room for it has nothing under way: it becomes a claim, and asks for room anew when it is tried again. */
function reserve(user: User, { due, choice, delivering }: Reserving): Sending {
  const { effect, before, at } = due;
  const { to, displaced } = choice;
  const attempt = (before?.attempt ?? 0) + 1;
  // What may have gone out is asked about alone: why it did is as it was.
  const instead = isInDoubt(before) ? (before.instead ?? []) : choice.instead;
  const booked = instead.length === 0 ? choice.entry : merged(choice.entry, { instead });
  const entry: LedgerEntry = merged(booked, { status: 'sending', attempt, lease: delivering.lease } as const);
  const others = user.ledger.map((other) => (displaced.includes(other.nudge) ? claimOf(other, entry) : other));
  const reserved = changed(user, { ledger: keeping(others, entry, { policy: delivering.policy, now: at }) });
  const maybeTwice = isInDoubt(before);
  return { kind: 'send', user: reserved, entry, to, step: effect.step, at, maybeTwice };
}

function claimOf(displaced: LedgerEntry, { template }: LedgerEntry): LedgerEntry {
  return merged(displaced, { status: 'held', displacedBy: template } as const);
}

/** With the items that it has shown, where it went out. */
function saying(entry: LedgerEntry, { result, showed }: Pick<Concluding, 'result' | 'showed'>): LedgerEntry {
  const { shown } = showed ?? nothingShown;
  return result.kind === 'sent' && shown.length > 0 ? merged(entry, { shown }) : entry;
}

/** The ledger after the provider's answer: only a definite failure of the one attempt there was gives room back. */
function mark(user: User, concluding: Pick<Concluding, 'sending' | 'result' | 'policy' | 'showed'>): User {
  const { sending, result, policy } = concluding;
  if (result.kind === 'later') return giveBack(user, sending, result);
  if (result.kind === 'failed' && isOvertaken(user, sending)) return user;
  const { to, maybeTwice } = sending;
  const entry = saying(reservationOf(user, sending.entry) ?? sending.entry, concluding);
  const status = result.kind === 'failed' && maybeTwice ? 'unknown' : result.kind;
  const ledger = keeping(user.ledger, { ...entry, status, lease: null }, { policy, now: sending.at });
  if (result.kind !== 'failed' || !result.refused) return changed(user, { ledger });
  return changed(user, { ledger, suppressed: suppressedWith(user, to) });
}
