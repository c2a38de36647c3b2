import { setTimeout as sleep } from 'node:timers/promises';
import type { Sending } from '../domain/enrolment/deliver.ts';
import { journeyOf } from '../domain/enrolment/identity.ts';
import { postpone, queueUp, untried } from '../domain/enrolment/postpone.ts';
import type { Answer, Deciding, Question } from '../domain/enrolment/question.ts';
import { isWorthAnother, type Tried } from '../domain/enrolment/trying.ts';
import type { User } from '../domain/enrolment/user.ts';
import { oncePer } from '../domain/once.ts';
import { placeIn } from '../domain/pacing/rank.ts';
import type { Policy } from '../domain/pacing/policy.ts';
import { graceOf, missedTicket, urgent, type HeldTurn, type Turn } from '../domain/pacing/rate.ts';
import type { Channel } from '../domain/template/template.ts';
import type { Instant, Milliseconds } from '../domain/time/instant.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { latestOf } from './latest.ts';
import { createLimiter, type Limiter, type RateRequest } from './rate/limiter.ts';
import { createUsual, type Usual } from './rate/usual.ts';

/** Its turn comes while the delivery's minute lasts: another attempt, which costs the history nothing, takes it. */
export interface Queued {
  readonly kind: 'queued';
  readonly user: User;
  /** The real instant of its turn. */
  readonly until: Instant;
}

interface Ready extends Deciding {
  readonly sending: Sending;
}

/** A nudge that may go out and has a turn, or no need of one; or the decision that it waits for its turn. */
export type InTurn = (user: User, question: Question, ready: Ready) => Promise<Sending | Queued | Answer>;

/** A nudge that was told to come back, and its user as to be kept meanwhile. */
interface Waiting extends Ready {
  readonly user: User;
  readonly question: Question;
  /** With its room, where it comes back while the delivery's minute lasts. */
  readonly kept: User;
}

/** The turns of one attempt at the providers' rates. */
export interface Turns {
  /**
   * Asks for one, before the reservation is written: once by a channel, however often that is tried. Nobody waits for it
   * yet. @throws UsherError RATE_BUSY, SERVER_UNREACHABLE
   */
  readonly ask: InTurn;
  /** Waits for the turn of the nudge, if it needs one: some moments at most. */
  come(sending: Sending): Promise<void>;
  /** After a last look that took so long: whether the turn cannot be used any more, as others have theirs or its lease is too short. */
  isMissed(sending: Sending, look: Milliseconds): boolean;
  /** Another turn for a nudge that has missed its own; null where it is to go without: its minute is over, and there is none soon, or it has missed that too. */
  another(sending: Sending): Promise<Turn | null>;
  /** What becomes of a nudge that is to come back. */
  sendAway(turn: HeldTurn, waiting: Waiting): Queued | Answer;
}

/** What the deliveries of a process share. Where it all takes long as a rule, everybody is as late by it, and nobody goes in another's turn. */
interface Shared {
  readonly limiter: Limiter;
  /** From asking for a turn to the answer. */
  readonly asking: Usual;
  /** A last look. */
  readonly looking: Usual;
}

type Rates = Pick<ActivityDependencies['store'], 'rates'>;

const sharedOf = oncePer(({ rates }: Rates): Shared => {
  const limiter = createLimiter({ rates, now: () => Date.now() });
  return { limiter, asking: createUsual(), looking: createUsual() };
});

interface Given {
  readonly request: RateRequest & { readonly rate: number };
  readonly turn: Turn;
  /** How late it may be handed over. */
  readonly grace: Milliseconds;
  /** It is not the first. */
  readonly isOther: boolean;
}

/** The turns of an attempt to deliver one nudge. */
export function createTurns(
  { store, onMissedTurn }: Pick<ActivityDependencies, 'onMissedTurn'> & { readonly store: Rates },
  tried: Tried,
): Turns {
  const shared = sharedOf(store);
  const given = new Map<Channel, Given>();

  async function take(request: Given['request'], isOther: boolean): Promise<Turn> {
    const { limiter, asking, looking } = shared;
    const grace = graceOf(request.rate) + asking.value() + looking.value();
    const began = performance.now();
    const turn = await limiter.turn(request);
    asking.note(performance.now() - began);
    given.set(request.channel, { request, turn, grace, isOther });
    return turn;
  }

  const sendAway: Turns['sendAway'] = (turn, waiting) => {
    const rate = given.get(waiting.sending.entry.channel)?.request.rate ?? 0;
    return sentAway(turn, waiting, { tried, rate });
  };

  return {
    async ask(user, question, ready) {
      const { sending, policy } = ready;
      const { channel } = sending.entry;
      const rate = policy.rates[channel];
      if (rate === undefined) return sending;
      const turn = given.get(channel)?.turn ?? (await take({ ...requestOf(user, question, ready), rate }, false));
      if (turn.kind === 'go') return sending;
      return sendAway(turn, { ...ready, user, question, kept: untried(sending.user, sending) });
    },
    async come({ entry }) {
      const turn = given.get(entry.channel)?.turn;
      if (turn?.kind === 'go') await sleep(Math.max(0, turn.at - Date.now()));
    },
    isMissed({ entry }, look) {
      shared.looking.note(look);
      const isMissed = isLate(given.get(entry.channel), entry);
      if (isMissed) onMissedTurn?.(entry.channel);
      return isMissed;
    },
    async another({ entry }) {
      const mine = given.get(entry.channel);
      const latest = latestOf(entry);
      if (mine === undefined || (mine.isOther && isOver(tried))) return null;
      const request = { ...mine.request, ticket: missedTicket };
      // It has been reserved by now: whatever is the matter with the rates, that is to be given back, if it does not go.
      const turn = Date.now() > latest ? null : await take(request, true).catch(() => null);
      return soon(turn, latest, tried);
    },
    sendAway,
  };
}

/** Whether its turn is over, or its lease is too short by now. */
function isLate(mine: Given | undefined, entry: Sending['entry']): boolean {
  return mine?.turn.kind === 'go' && Date.now() > Math.min(mine.turn.at + mine.grace, latestOf(entry));
}

/** Whether no attempt after this one would be in time. */
function isOver(tried: Tried): boolean {
  return !isWorthAnother(tried, 0, Date.now());
}

/** A turn that comes while there is time for it; else it comes back for one at once, or, at the end of its minute, has none. */
function soon(turn: Turn | null, latest: Instant, tried: Tried): Turn | null {
  if (turn !== null && (turn.kind === 'hold' || turn.at <= latest)) return turn;
  if (isOver(tried)) return null;
  return { kind: 'hold', until: Math.max(Date.now(), turn?.at ?? 0), ticket: missedTicket };
}

/** It keeps its room while its minute lasts; after that it is held, in view of everybody. */
function sentAway(
  { until, ticket }: HeldTurn,
  { user, question, kept, ...ready }: Waiting,
  { tried, rate }: { readonly tried: Tried; readonly rate: number },
): Queued | Answer {
  const { sending, moment } = ready;
  const now = Date.now();
  if (isWorthAnother(tried, until - now, now)) return { kind: 'queued', user: queueUp(kept, sending, ticket), until };
  return postpone(user, question, { ...ready, rate, until: moment.clock.at(until, user.id), ticket });
}

function requestOf(user: User, { course }: Question, { sending: { entry }, policy }: Ready): Omit<RateRequest, 'rate'> {
  const { channel, nudge: key } = entry;
  const before = user.ledger.find((each) => each.nudge === key && each.channel === channel);
  return { channel, key, ticket: before?.ticket ?? null, journey: journeyOf(course), rank: rankAmong(entry, policy) };
}

/** Transactional ones come first, then the policy's order. */
function rankAmong(entry: Sending['entry'], { priority }: Policy): number {
  return entry.transactional ? urgent : urgent + 1 + placeIn(priority, entry);
}
