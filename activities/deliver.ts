import { isBehind } from '../domain/enrolment/adopt.ts';
import { conclude, giveBack, isOvertaken, type Result, type Sending } from '../domain/enrolment/deliver.ts';
import type { Enrolment } from '../domain/enrolment/identity.ts';
import type { Instruction } from '../domain/enrolment/instruction.ts';
import { untried } from '../domain/enrolment/postpone.ts';
import { isInTime, isWorthAnother, type Tried } from '../domain/enrolment/trying.ts';
import type { Answer } from '../domain/enrolment/question.ts';
import { visitOf, type User } from '../domain/enrolment/user.ts';
import type { HeldTurn } from '../domain/pacing/rate.ts';
import { nothingShown, type Showed } from '../domain/slot/words.ts';
import type { Rendered } from '../domain/template/rendered.ts';
import type { Instant, Milliseconds } from '../domain/time/instant.ts';
import type { NudgeRecord } from '../store/nudges.ts';
import { readSaid } from '../store/said.ts';
import { attempt, questionOf, reply, type Addressed, type Asked } from './answer.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { providerOf, sendByChannel } from './channel/index.ts';
import { compose } from './compose.ts';
import { decidingOf } from './deciding.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { lookInTurn, withdrawn, type Looking } from './last-look.ts';
import { latestOf } from './latest.ts';
import { liveOf } from './live.ts';
import { nudgeRecord } from './nudge-record.ts';
import { readPinned } from './pinned.ts';
import { reserve } from './reserve.ts';
import { suppress, suppressOwn } from './suppress.ts';
import { createTurns, type Queued, type Turns } from './turn.ts';
import { guarded, guardedFrom, type Compute } from './write.ts';

export interface DeliverRequest {
  readonly enrolment: Enrolment;
  /** The number of the decision that asked for the delivery. */
  readonly number: number;
}

/**
 * `again`: nothing went out in this attempt; Temporal is to try again after the pause (null: its own).
 * `next`: what the workflow is to do after the delivery. `behind`: the document is older than the workflow, which is to
 * ask for a decision with its state.
 */
export type Delivery =
  | { readonly kind: 'behind' }
  | { readonly kind: 'next'; readonly instruction: Instruction }
  | { readonly kind: 'again'; readonly because: string; readonly pause: Milliseconds | null };

export type Deliver = (request: DeliverRequest, tried: Tried) => Promise<Delivery>;

/**
 * Delivers the nudge that the decision `number` asks for and takes the next decision. Before every attempt the facts of
 * now are asked whether it may still go out; its reservation is written before the provider sees it. Attempts go on for
 * a minute; the last one of them makes the nudge wait in view of everybody.
 */
export function createDeliver(
  dependencies: ActivityDependencies,
  breaker: Breaker = createBreaker(dependencies.log),
): Deliver {
  const { store } = dependencies;
  return async ({ enrolment, number }, tried) => {
    const pinned = await readPinned(store, enrolment);
    const asked: Asked = { dependencies, enrolment, number, pinned, state: null };
    const turns = createTurns(dependencies, tried);
    const { outcome, user, heard, isCutOff } = await reserve(asked, turns.ask);
    if (outcome.kind === 'behind') return outcome;
    if (outcome.kind === 'busy')
      return { kind: 'again', because: 'another attempt runs', pause: outcome.until - Date.now() };
    if (outcome.kind === 'queued') return waitForTurn(outcome);
    if (outcome.kind !== 'send') return next(attempt(user, outcome, pinned).outcome, asked);
    const isOver = !isCutOff && isOverdue(outcome, tried);
    const ready = { sending: outcome, user, asked, heard, turns, isOver };
    return settle(ready, { sent: await send(ready, breaker), tried });
  };
}

/**
 * Whether an attempt that was to come in time had to wait for its slot too long. A first one is made whenever it comes,
 * and so is one after an attempt that was cut off: nobody knows yet what came of that.
 */
function isOverdue({ entry }: Sending, tried: Tried): boolean {
  return tried.attempt > 1 && entry.attempt > 1 && !isInTime(tried, Date.now());
}

function waitForTurn({ until }: Queued): Delivery {
  return { kind: 'again', because: 'it waits for its turn', pause: Math.max(0, until - Date.now()) };
}

interface Settling {
  readonly sent: Sent;
  readonly tried: Tried;
}

async function settle({ sending, asked, turns }: Ready, { sent, tried }: Settling): Promise<Delivery> {
  const { result, rendered, known, seen, showed } = sent;
  const { enrolment, dependencies } = asked;
  if (result.kind === 'hold') return settled(await backInLine({ sending, seen, turn: result }, asked, turns), asked);
  const ended = { sending: { ...sending, at: sent.at ?? sending.at }, result, seen, showed };
  if (result === withdrawn) {
    await givenBack({ ...ended, result }, asked);
    return { kind: 'again', because: result.because, pause: 0 };
  }
  if (result.kind === 'later' && isWorthAnother(tried, result.after ?? null, Date.now())) {
    await givenBack({ ...ended, result }, asked);
    return { kind: 'again', because: result.because, pause: result.after ?? null };
  }
  const { zone } = asked.pinned.release.content.settings;
  if (!known)
    await dependencies.store.nudges.record(nudgeRecord({ enrolment, sending, result, rendered, showed, zone }));
  await suppress(ended, dependencies.store);
  const came = await concluded(ended, asked);
  await suppressOwn(ended, dependencies.store);
  return settled(came, asked);
}

/** What the workflow is told when what became of the attempt is written. */
function settled(written: Addressed | Queued | Unwritten, asked: Asked): Delivery | Promise<Delivery> {
  if (written === 'overtaken') return { kind: 'again', because: 'another attempt runs', pause: null };
  if (written === 'behind') return { kind: 'behind' };
  return 'kind' in written ? waitForTurn(written) : next(written, asked);
}

type GivenUp = Ended & { readonly result: { readonly unsure: boolean } };

async function givenBack({ sending, result, seen }: GivenUp, { dependencies, enrolment }: Asked): Promise<void> {
  const { store } = dependencies;
  const compute = (before: User) => {
    const user = giveBack(before, sending, result);
    return { outcome: null, user: user === before ? null : user };
  };
  await (seen === null ? guarded(store, enrolment.user, compute) : guardedFrom(store, seen, compute));
}

async function next(addressed: Addressed, asked: Asked): Promise<Delivery> {
  return { kind: 'next', instruction: await reply(addressed, asked) };
}

interface Ready extends Looking {
  readonly user: User;
  /** Its minute is over: it is not to be sent now. */
  readonly isOver: boolean;
}

interface Sent {
  readonly result: Result | HeldTurn;
  /** Null where this attempt has rendered nothing. */
  readonly rendered: Rendered | null;
  /** An attempt before this one has sent it and noted that, all but the decision. */
  readonly known: boolean;
  /** As the last look has read the user; null where it did not come to that. */
  readonly seen: User | null;
  /** Of what an attempt before this one has sent: as of which instant. */
  readonly at?: Instant;
  /** What follows from what its slots say. */
  readonly showed: Showed;
}

/** Hands the nudge to its provider, unless an attempt before this one is known to have done so. */
async function send(ready: Ready, breaker: Breaker): Promise<Sent> {
  const { sending, user, asked, isOver } = ready;
  const { store, log, links } = asked.dependencies;
  // Also of a first attempt: a document restored from a backup may have forgotten what was sent.
  const [before, said, { policy }] = await Promise.all([
    store.nudges.read(sending.entry.nudge),
    readSaid(store, visitOf(user, questionOf(asked).course)),
    liveOf(store)(),
  ]);
  if (before?.status === 'sent') return sentBefore(before);
  if (isOver) return { ...unseen, result: overdue };
  if (sending.maybeTwice) {
    log.warn({ nudge: sending.entry.nudge, attempt: sending.entry.attempt }, 'may go out twice');
  }
  const composed = compose({ sending, user, pinned: asked.pinned, ...said, policy, links, now: Date.now() });
  if (!composed.ok) return { ...unseen, result: composed.result };
  const { value: rendered, showed } = composed;
  const { seen, against } = await lookInTurn(ready);
  const result = against ?? (await hand(rendered, ready, breaker));
  return { result, rendered, known: false, seen, showed };
}

/** What an attempt comes to that ends before the last look. */
const unseen = { rendered: null, known: false, seen: null, showed: nothingShown } as const;

/** As it was noted: the story tells it of that instant, and what it has shown counts. */
function sentBefore({ because, at, showed = nothingShown }: NudgeRecord): Sent {
  return { ...unseen, result: { kind: 'sent', because }, known: true, at, showed };
}

/** Nothing is waited for between the last look and the provider. */
async function hand(rendered: Rendered, { sending, asked }: Ready, breaker: Breaker): Promise<Result> {
  if (Date.now() > latestOf(sending.entry)) return tooLate;
  const { dependencies, enrolment, pinned } = asked;
  const handing = { rendered, sending, enrolment, settings: pinned.release.content.settings };
  const send = (): Promise<Result> => sendByChannel(handing, dependencies);
  const provider = providerOf(rendered);
  return provider === null ? send() : breaker.ask(provider, sending.entry.nudge, send);
}

/** What this machine was too slow for. */
const slow = { kind: 'later', unsure: false, ours: true } as const;
const overdue = { ...slow, because: 'a minute of trying was not enough' };
const tooLate = { ...slow, because: 'too little was left of its lease to send it' };

interface Ended {
  readonly sending: Sending;
  readonly result: Result;
  /** The user as read last: mostly nobody has written it since. */
  readonly seen: User | null;
  readonly showed: Showed;
}

/**
 * `behind`: the document has become older than the workflow meanwhile. `overtaken`: another attempt has the nudge, and
 * nobody needs what this one was told.
 */
type Unwritten = 'behind' | 'overtaken';

function concluded({ seen, ...ended }: Ended, asked: Asked): Promise<Addressed | Unwritten> {
  const { sending, result } = ended;
  const isNews = result.kind === 'sent';
  return written<Addressed>({ sending, seen, isNews }, asked, async (user) => {
    const answer: Answer = conclude(user, questionOf(asked), { ...(await decidingOf(user, asked)), ...ended });
    return attempt(user, answer, asked.pinned);
  });
}

interface Missed extends Pick<Ended, 'sending' | 'seen'> {
  /** When it is to come back. */
  readonly turn: HeldTurn;
}

/** A nudge that has missed its turn, and has no other at once, was not sent: this was no attempt to. */
function backInLine({ turn, ...missed }: Missed, asked: Asked, turns: Turns): Promise<Addressed | Queued | Unwritten> {
  const { sending } = missed;
  return written<Addressed | Queued>({ ...missed, isNews: false }, asked, async (before) => {
    const user = untried(before, sending);
    const waiting = { ...(await decidingOf(user, asked)), sending, user, question: questionOf(asked), kept: user };
    const outcome = turns.sendAway(turn, waiting);
    if (outcome.kind === 'queued') return { outcome, user: outcome.user };
    const answered = attempt(user, outcome, asked.pinned);
    return { ...answered, user: answered.user ?? user };
  });
}

interface Writing extends Pick<Ended, 'sending' | 'seen'> {
  /** Also where another attempt has the nudge. */
  readonly isNews: boolean;
}

function written<Outcome>(
  { sending, seen, isNews }: Writing,
  asked: Asked,
  compute: Compute<Outcome>,
): Promise<Outcome | Unwritten> {
  const { store } = asked.dependencies;
  const checked: Compute<Outcome | Unwritten> = (user) => {
    if (isBehind(user, questionOf(asked))) return { outcome: 'behind', user: null };
    if (!isNews && isOvertaken(user, sending)) return { outcome: 'overtaken', user: null };
    return compute(user);
  };
  return seen === null ? guarded(store, asked.enrolment.user, checked) : guardedFrom(store, seen, checked);
}
