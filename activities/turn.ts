import { setTimeout as sleep } from 'node:timers/promises';
import type { Sending } from '../domain/enrolment/deliver.ts';
import { journeyOf } from '../domain/enrolment/identity.ts';
import { postpone, queueUp } from '../domain/enrolment/postpone.ts';
import { isWorthAnother, type Tried } from '../domain/enrolment/trying.ts';
import type { Answer, Deciding, Question } from '../domain/enrolment/question.ts';
import type { User } from '../domain/enrolment/user.ts';
import { oncePer } from '../domain/once.ts';
import { placeIn } from '../domain/pacing/rank.ts';
import type { Policy } from '../domain/pacing/policy.ts';
import { urgent, type Turn } from '../domain/pacing/rate.ts';
import type { Channel } from '../domain/template/template.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Store } from '../store/index.ts';
import { createLimiter, type Limiter } from './rate/limiter.ts';

/** Its turn comes while the delivery's minute lasts: another attempt, which costs the history nothing, takes it. */
export interface Queued {
  readonly kind: 'queued';
  readonly user: User;
  /** The real instant of its turn. */
  readonly until: Instant;
}

/** A nudge that may go out, once it is its turn at the provider; or the decision that it waits for its turn. */
export type InTurn = (user: User, question: Question, ready: Ready) => Promise<Sending | Queued | Answer>;

interface Ready extends Deciding {
  readonly sending: Sending;
}

/** The limiter of a process on its store: one for all its deliveries. */
const limiterOf = oncePer((store: Pick<Store, 'rates'>): Limiter => {
  return createLimiter({ rates: store.rates, now: () => Date.now() });
});

/** Asks for the turn of one attempt, before its reservation is written: once by a channel, however often that is tried. */
export function createInTurn(store: Pick<Store, 'rates'>, tried: Tried): InTurn {
  const turns = new Map<Channel, Turn>();
  return async (user, question, ready) => {
    const { sending, policy, moment } = ready;
    const { channel, nudge: key } = sending.entry;
    const rate = policy.rates[channel];
    if (rate === undefined) return sending;
    const ticket = user.ledger.find((entry) => entry.nudge === key && entry.channel === channel)?.ticket ?? null;
    const asking = { key, ticket, journey: journeyOf(question.course), rank: rankAmong(sending.entry, policy) };
    const turn = turns.get(channel) ?? (await limiterOf(store).turn({ channel, rate, ...asking }));
    turns.set(channel, turn);
    if (turn.kind === 'hold') {
      const now = Date.now();
      if (isWorthAnother(tried, turn.until - now, now))
        return { kind: 'queued', user: queueUp(sending, turn.ticket), until: turn.until };
      const until = moment.clock.at(turn.until, user.id);
      return postpone(user, question, { ...ready, rate, until, ticket: turn.ticket });
    }
    await sleep(Math.max(0, turn.at - Date.now()));
    return sending;
  };
}

/** Transactional ones come first, then the policy's order. */
function rankAmong(entry: Sending['entry'], { priority }: Policy): number {
  return entry.transactional ? urgent : urgent + 1 + placeIn(priority, entry);
}
