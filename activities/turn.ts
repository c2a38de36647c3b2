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
import { isMissed, missed, urgent, type HeldTurn, type Turn } from '../domain/pacing/rate.ts';
import type { Channel } from '../domain/template/template.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import { createLimiter, type Limiter, type RateRequest } from './rate/limiter.ts';

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

/** The turns of one attempt at the providers' rates: one by a channel, however often that is tried. */
export interface Turns {
  /** Asks for one, before the reservation is written. Nobody waits for it yet. @throws UsherError RATE_BUSY */
  readonly ask: InTurn;
  /** Waits for the turn of the nudge, if it needs one: some moments at most. */
  come(sending: Sending): Promise<void>;
  /** Whether its turn has passed: it would go out in the turns of others. */
  isMissed(sending: Sending): boolean;
  /** Another turn for a nudge that has missed its own. @throws UsherError RATE_BUSY */
  again(sending: Sending): Promise<Turn>;
  /** What becomes of a nudge that is to come back. */
  hold(turn: HeldTurn, waiting: Waiting): Queued | Answer;
}

/** The limiter of a process on its store: one for all its deliveries. */
const limiterOf = oncePer((store: Pick<Store, 'rates'>): Limiter => {
  return createLimiter({ rates: store.rates, now: () => Date.now() });
});

interface Asked {
  readonly request: RateRequest & { readonly rate: number };
  readonly turn: Turn;
}

export function createTurns(store: Pick<Store, 'rates'>, tried: Tried): Turns {
  const turns = new Map<Channel, Asked>();
  const turnOf = ({ entry }: Sending): Turn | undefined => turns.get(entry.channel)?.turn;

  async function take(request: Asked['request']): Promise<Turn> {
    const turn = await limiterOf(store).turn(request);
    turns.set(request.channel, { request, turn });
    return turn;
  }

  function hold(turn: HeldTurn, { user, question, kept, ...ready }: Waiting): Queued | Answer {
    const { sending, moment } = ready;
    const { until, ticket } = turn;
    const now = Date.now();
    if (isWorthAnother(tried, until - now, now)) return { kind: 'queued', user: queueUp(kept, sending, ticket), until };
    const rate = turns.get(sending.entry.channel)?.request.rate ?? 0;
    return postpone(user, question, { ...ready, rate, until: moment.clock.at(until, user.id), ticket });
  }

  return {
    async ask(user, question, ready) {
      const { sending, policy } = ready;
      const rate = policy.rates[sending.entry.channel];
      if (rate === undefined) return sending;
      const turn = turnOf(sending) ?? (await take({ ...requestOf(user, question, ready), rate }));
      return turn.kind === 'go' ? sending : hold(turn, { ...ready, user, question, kept: untried(sending) });
    },
    async come(sending) {
      const turn = turnOf(sending);
      if (turn?.kind === 'go') await sleep(Math.max(0, turn.at - Date.now()));
    },
    isMissed(sending) {
      const turn = turnOf(sending);
      return turn !== undefined && isMissed(turn, Date.now());
    },
    async again({ entry }) {
      const asked = turns.get(entry.channel);
      if (asked === undefined) return { kind: 'go', at: Date.now() };
      return take({ ...asked.request, ticket: missed });
    },
    hold,
  };
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
