import { UsherError } from '../../domain/errors.ts';
import { book, type Turn, type TurnRequest } from '../../domain/pacing/rate.ts';
import type { Channel } from '../../domain/template/template.ts';
import { second, type Instant, type Milliseconds } from '../../domain/time/instant.ts';
import type { RateRead, RateStore } from '../../store/rates.ts';
import { inTime } from '../in-time.ts';

/** A nudge that asks when its channel's provider takes it. */
export interface RateRequest extends TurnRequest {
  readonly channel: Channel;
  /** Nudges a second; null: as many as come. */
  readonly rate: number | null;
}

/** Gives out turns at the providers, together with the limiters of all other processes. */
export interface Limiter {
  /** When the nudge may be handed over, in real time. @throws UsherError RATE_BUSY, SERVER_UNREACHABLE */
  turn(request: RateRequest): Promise<Turn>;
}

export interface LimiterDependencies {
  readonly rates: RateStore;
  /** Real time. */
  readonly now: () => Instant;
}

/** A channel's limiter in this process: one write at a time, for all that have asked while the one before was under way. */
export function createLimiter(dependencies: LimiterDependencies): Limiter {
  const desks = new Map<Channel, Desk>();
  const deskOf = (channel: Channel): Desk => {
    const desk = desks.get(channel) ?? createDesk(channel, dependencies);
    desks.set(channel, desk);
    return desk;
  };
  return {
    turn({ channel, rate, ...request }) {
      if (rate === null) return Promise.resolve({ kind: 'go', at: dependencies.now() });
      return deskOf(channel).ask(request, rate);
    },
  };
}

interface Desk {
  ask(request: TurnRequest, rate: number): Promise<Turn>;
}

interface Waiting {
  readonly request: TurnRequest;
  readonly answer: (turn: Turn) => void;
  readonly fail: (error: unknown) => void;
}

function createDesk(channel: Channel, { rates, now }: LimiterDependencies): Desk {
  let queue: Waiting[] = [];
  let isBusy = false;
  // The policy may change: the latest who has asked knows best.
  let rate = 0;
  // What this process wrote last is mostly still true, and saves the reading.
  let known: RateRead | null = null;

  async function serve(): Promise<void> {
    isBusy = true;
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      try {
        answerAll(batch, await bookAll(batch.map(({ request }) => request)));
      } catch (error) {
        known = null;
        for (const { fail } of batch) fail(error);
      }
    }
    isBusy = false;
  }

  async function bookAll(requests: readonly TurnRequest[]): Promise<readonly Turn[]> {
    for (let lost = 0; lost < tries; lost++) {
      const read: RateRead = known ?? (await inTime(rates.read(channel), answersWithin, `tell the rate of ${channel}`));
      const { state, answers } = book(read.state, requests, { now: now(), rate });
      const writing = rates.write(channel, { revision: read.revision, state });
      if (await inTime(writing, answersWithin, `keep the rate of ${channel}`)) {
        known = { revision: read.revision + 1, state };
        return answers;
      }
      known = null;
      await pause(lost);
    }
    throw new UsherError('RATE_BUSY', `the rate of ${channel} was changed by others ${tries} times in a row`);
  }

  return {
    ask: (request, asked) =>
      new Promise((answer, fail) => {
        rate = asked;
        queue.push({ request, answer, fail });
        if (!isBusy) void serve();
      }),
  };
}

function answerAll(batch: readonly Waiting[], turns: readonly Turn[]): void {
  for (const [index, { answer, fail }] of batch.entries()) {
    const turn = turns[index];
    if (turn === undefined) fail(new Error('a turn was asked for and not given'));
    else answer(turn);
  }
}

/** A database that is only slow may take seconds; of one that hangs an attempt should hear while its lease lasts. */
const answersWithin: Milliseconds = 10 * second;
/** As many processes lose against each other; more in a row mean that something is wrong. */
const tries = 50;
/** The longest random wait after a lost write (ms): it grows with the losses up to here. */
const longestPause = 50;

/** A short, growing, random wait, so that two losers do not meet again; none after the first, which had only to read. */
function pause(lost: number): Promise<void> {
  if (lost === 0) return Promise.resolve();
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longestPause, lost * 2)));
}
