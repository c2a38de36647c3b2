import { advance, hold } from '../journey/advance.ts';
import { ending } from '../journey/leaving.ts';
import type { Program } from '../journey/program.ts';
import type { Delivered, Effect, State } from '../journey/state.ts';
import { admit } from '../pacing/admit.ts';
import { record, type LedgerEntry } from '../pacing/ledger.ts';
import { asOfEvent } from '../time/clock.ts';
import { minute, type Instant, type Milliseconds } from '../time/instant.ts';
import { find, take, type Answer, type Moment, type Question } from './decide.ts';
import { nudgeKey } from './identity.ts';
import { factsOf, type User } from './user.ts';
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
export interface Delivering {
  readonly program: Program;
  readonly moment: Moment;
  /** Real time, and the real instant at which this attempt's lease ends. */
  readonly real: Instant;
  readonly lease: Instant;
}

type Deliver = Extract<Effect, { kind: 'deliver' }>;

/** What came of handing a nudge to its provider. */
export type Result =
  | { readonly kind: Exclude<Delivered, 'skipped' | 'failed'>; readonly because: string }
  /** Definite: nothing went out. `refused` says that it is the address which takes no mail, now or ever. */
  | { readonly kind: 'failed'; readonly because: string; readonly refused: boolean }
  /** The provider refuses for now, or (`unsure`) broke off and may have taken it: to be tried again. */
  | { readonly kind: 'later'; readonly because: string; readonly unsure: boolean };

/** How long a provider that refuses is left alone before the nudge is tried again. */
const refusedFor: Milliseconds = 10 * minute;

/** Looks at the facts of now and reserves: may the nudge go out, and if not, what is the next decision? */
export function prepare(user: User, question: Question, delivering: Delivering): Sending | Busy | Answer {
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const here = place(found.visit, delivering);
  if (here === null) return { kind: 'gone' };
  const { effect, state, at } = here;
  const standing = { program: delivering.program, state, facts: factsOf(user), now: at };
  if (ending(standing) !== null)
    return take(user, question, { at, ...advance({ ...standing, input: { kind: 'facts' } }) });
  const key = nudgeKey({ ...question, user: user.id, release: found.visit.release }, effect.step, effect.round);
  const before = user.ledger.find(({ nudge }) => nudge === key);
  if (before?.lease != null && before.lease > delivering.real) return { kind: 'busy', until: before.lease };
  const nudge = { key, template: effect.template, channel: 'email' } as const;
  const admission = admit({ nudge, ledger: user.ledger, suppressed: user.suppressed, facts: standing.facts, now: at });
  if (admission.kind !== 'go') return refuse(user, question, { standing, admission });
  const entry = reserve(nudge, { before, at, lease: delivering.lease });
  const reserved = { ...user, ledger: record(user.ledger, entry) };
  return {
    kind: 'send',
    user: reserved,
    entry,
    to: admission.to,
    step: effect.step,
    at,
    maybeTwice: before?.status === 'sending',
  };
}

/** Ends an attempt that is to be tried again at once; only one that definitely sent nothing gives its reservation back. */
export function giveBack(user: User, { entry }: Sending, { unsure }: { unsure: boolean }): User {
  return { ...user, ledger: record(user.ledger, { ...entry, status: unsure ? 'sending' : 'reserved', lease: null }) };
}

/** Takes the next decision after the provider has answered. */
export function conclude(user: User, question: Question, { sending, result, program }: Concluding): Answer {
  const found = find(user, question);
  if (found.kind !== 'here') return found;
  const state = found.visit.decision?.state;
  if (state === undefined) return { kind: 'gone' };
  const marked = mark(user, sending, result);
  const standing = { program, state, facts: factsOf(marked), now: sending.at };
  if (result.kind !== 'later') {
    const input = { kind: 'delivered', result: result.kind, because: result.because } as const;
    return take(marked, question, { at: sending.at, ...advance({ ...standing, input }) });
  }
  const held = { status: 'failing', until: sending.at + refusedFor, words: result.because } as const;
  const trail = [{ at: sending.at, step: sending.step, what: 'refused for now', because: [result.because] }];
  return take(marked, question, { at: sending.at, state, effect: hold(standing, held), trail });
}

interface Concluding {
  readonly sending: Sending;
  readonly result: Result;
  readonly program: Program;
}

interface Here {
  readonly effect: Deliver;
  readonly state: State;
  readonly at: Instant;
}

function place({ decision }: Visit, { moment }: Delivering): Here | null {
  if (decision?.effect.kind !== 'deliver') return null;
  return { effect: decision.effect, state: decision.state, at: asOfEvent(moment.clock, decision.at, moment.now) };
}

function reserve(
  nudge: { key: string; template: string; channel: 'email' },
  { before, at, lease }: { before: LedgerEntry | undefined; at: Instant; lease: Instant },
): LedgerEntry {
  const { key, template, channel } = nudge;
  return { nudge: key, template, channel, at, status: 'sending', attempt: (before?.attempt ?? 0) + 1, lease };
}

type Standing = Omit<Parameters<typeof advance>[0], 'input'>;

interface Refusing {
  readonly standing: Standing;
  readonly admission: Exclude<ReturnType<typeof admit>, { kind: 'go' }>;
}

/** Not now, or not at all: a hold is a wait, a skip goes on as if the nudge had been sent. */
function refuse(user: User, question: Question, { standing, admission }: Refusing): Answer {
  const { state, now: at } = standing;
  if (admission.kind === 'skip') {
    const input = { kind: 'delivered', result: 'skipped', because: admission.because } as const;
    return take(user, question, { at, ...advance({ ...standing, input }) });
  }
  const effect = hold(standing, { status: 'held', until: admission.until, words: admission.because });
  const step = effect.kind === 'wait' ? effect.step : '';
  return take(user, question, { at, state, effect, trail: [{ at, step, what: 'held', because: [admission.because] }] });
}

/** The ledger after the provider's answer: only a definite failure gives room back. */
function mark(user: User, sending: Sending, result: Result): User {
  const { entry, to } = sending;
  if (result.kind === 'later') return giveBack(user, sending, result);
  const ledger = record(user.ledger, { ...entry, status: result.kind, lease: null });
  const refusedAddress = result.kind === 'failed' && result.refused ? [to.toLowerCase()] : [];
  return { ...user, ledger, suppressed: [...new Set([...user.suppressed, ...refusedAddress])] };
}
