import { advance, hold, stands, type Standing } from '../journey/advance.ts';
import type { Delivered, Effect, Input, State } from '../journey/state.ts';
import { record, type LedgerEntry } from '../pacing/ledger.ts';
import { asOfEvent } from '../time/clock.ts';
import { day, minute, type Instant, type Milliseconds } from '../time/instant.ts';
import { choose, type Choice } from './choose.ts';
import { nudgeKey } from './identity.ts';
import { find, standingOf, type Answer, type Deciding, type Question } from './question.ts';
import { take } from './take.ts';
import { changed, type User } from './user.ts';
import type { Visit } from './visit.ts';

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

type Deliver = Extract<Effect, { kind: 'deliver' }>;

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
      /** How long it asks to be left alone; absent: it does not say. */
      readonly after?: Milliseconds;
    };

/** How long a provider that refuses is left alone before the nudge is tried again. */
const refusedFor: Milliseconds = 10 * minute;
/** A provider that asks for more than this is asked all the same. */
const longestRefusal: Milliseconds = day;

/** Looks at the facts of now and reserves: may the nudge go out, and if not, what is the next decision? */
export function prepare(user: User, question: Question, delivering: Delivering): Sending | Busy | Answer {
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const here = place(found.visit, delivering);
  if (here === null) return { kind: 'gone' };
  const { effect, state, at } = here;
  const standing = standingOf(delivering, { user, state, now: at });
  if (!stands(standing)) return refuse(user, question, { standing, delivering, input: { kind: 'delivering' } });
  const key = nudgeKey({ course: question.course, user: user.id, visit: question.visit }, effect.step, effect.round);
  const before = user.ledger.find(({ nudge }) => nudge === key);
  if (before?.lease != null && before.lease > delivering.moment.real) return { kind: 'busy', until: before.lease };
  const choice = choose(user, standing, { effect, key, before, templates: delivering.release.content.templates });
  if (choice.kind === 'hold') return holdBack(user, question, { standing, delivering, choice });
  if (choice.kind === 'skip') {
    const input = { kind: 'delivered', result: 'skipped', because: choice.because } as const;
    return refuse(user, question, { standing, delivering, input });
  }
  return reserve(user, { here, choice, before, lease: delivering.lease });
}

/** Ends an attempt that is to be tried again at once; only one that definitely sent nothing gives its reservation back. */
export function giveBack(user: User, { entry }: Sending, { unsure }: { unsure: boolean }): User {
  return changed(user, {
    ledger: record(user.ledger, { ...entry, status: unsure ? 'sending' : 'reserved', lease: null }),
  });
}

/** Takes the next decision after the provider has answered. */
export function conclude(user: User, question: Question, concluding: Concluding): Answer {
  const { sending, result } = concluding;
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const state = found.visit.decision?.state;
  if (state === undefined) return { kind: 'gone' };
  const { at, step } = sending;
  const marked = mark(user, sending, result);
  const standing = standingOf(concluding, { user: marked, state, now: at });
  if (result.kind !== 'later') {
    const input = { kind: 'delivered', result: result.kind, because: result.because } as const;
    return take(marked, question, { at, advance: advance(standing, input), deciding: concluding });
  }
  const effect = hold(standing, { status: 'failing', until: at + pauseAfter(result), words: result.because });
  const trail = [{ at, step, what: 'refused for now', because: [result.because] }];
  return take(marked, question, { at, advance: { state, effect, trail, ...unmoved }, deciding: concluding });
}

function pauseAfter({ after = 0 }: Extract<Result, { kind: 'later' }>): Milliseconds {
  return Math.min(Math.max(refusedFor, after), longestRefusal);
}

interface Concluding extends Deciding {
  readonly sending: Sending;
  readonly result: Result;
}

/** What is left behind by a visit that stays where it is. */
const unmoved = { acts: [], matched: {}, heard: null } as const;

interface Here {
  readonly effect: Deliver;
  readonly state: State;
  readonly at: Instant;
}

function place({ decision }: Visit, { moment }: Delivering): Here | null {
  if (decision?.effect.kind !== 'deliver') return null;
  return { effect: decision.effect, state: decision.state, at: asOfEvent(moment.clock, decision.at, moment.now) };
}

interface Reserving {
  readonly here: Here;
  readonly choice: Extract<Choice, { kind: 'go' }>;
  readonly before: LedgerEntry | undefined;
  readonly lease: Instant;
}

function reserve(user: User, { here, choice, before, lease }: Reserving): Sending {
  const { nudge, to } = choice;
  const { name: template, channel } = nudge.template;
  const attempt = (before?.attempt ?? 0) + 1;
  const entry: LedgerEntry = { nudge: nudge.key, template, channel, at: here.at, status: 'sending', attempt, lease };
  const reserved = changed(user, { ledger: record(user.ledger, entry) });
  const maybeTwice = before?.status === 'sending';
  return { kind: 'send', user: reserved, entry, to, step: here.effect.step, at: here.at, maybeTwice };
}

interface Refusing {
  readonly standing: Standing;
  readonly delivering: Delivering;
}

/** Not at all: the walk goes on without the nudge, or ends. */
function refuse(user: User, question: Question, refusing: Refusing & { input: Input }): Answer {
  const { standing, delivering, input } = refusing;
  return take(user, question, { at: standing.now, advance: advance(standing, input), deciding: delivering });
}

/** Not now: a wait. */
function holdBack(
  user: User,
  question: Question,
  { standing, delivering, choice }: Refusing & { choice: Extract<Choice, { kind: 'hold' }> },
): Answer {
  const { state, now: at } = standing;
  const effect = hold(standing, { status: 'held', until: choice.until, words: choice.because });
  const step = effect.kind === 'wait' ? effect.step : '';
  const trail = [{ at, step, what: 'held', because: [choice.because] }];
  return take(user, question, { at, advance: { state, effect, trail, ...unmoved }, deciding: delivering });
}

/** The ledger after the provider's answer: only a definite failure gives room back. */
function mark(user: User, sending: Sending, result: Result): User {
  const { entry, to } = sending;
  if (result.kind === 'later') return giveBack(user, sending, result);
  const ledger = record(user.ledger, { ...entry, status: result.kind, lease: null });
  if (result.kind !== 'failed' || !result.refused) return changed(user, { ledger });
  return changed(user, { ledger, suppressed: [...new Set([...user.suppressed, to.toLowerCase()])] });
}
