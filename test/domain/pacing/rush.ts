import { book, graceOf, missedTicket, type Ticket, type Turn } from '../../../domain/pacing/rate.ts';
import { idle, type RateState } from '../../../domain/pacing/rate-state.ts';
import type { Instant, Milliseconds } from '../../../domain/time/instant.ts';

/** Nudges of one journey that become due at one instant. */
export interface Crowd {
  readonly journey: string;
  readonly count: number;
  readonly at: Instant;
  /** As in a request; absent: as everybody's. */
  readonly rank?: number;
}

export interface Rush {
  readonly rate: number;
  readonly crowds: readonly Crowd[];
  /** How late (ms) a nudge asks, of its number and how often it has asked before: the way there, and a timer's lateness. */
  readonly late: (nudge: number, asked: number) => Milliseconds;
  /** How long (ms) after its turn a nudge is handed over: absent, at once. Who has missed its turn asks for another then. */
  readonly slow?: (turn: Instant) => Milliseconds;
  /** So many of a thousand never come back. */
  readonly lost?: number;
  /** Who has not gone until then never goes. */
  readonly ends?: Instant;
}

/** One nudge that went out. */
export interface Gone {
  readonly journey: string;
  readonly rank: number;
  readonly due: Instant;
  readonly at: Instant;
  /** How often it asked. */
  readonly asked: number;
}

export interface Ended {
  readonly gone: readonly Gone[];
  /** The largest state on the way, as JSON. */
  readonly largest: number;
  readonly state: RateState;
}

interface Waiting {
  readonly number: number;
  readonly journey: string;
  readonly due: Instant;
  readonly asked: number;
  readonly ticket: Ticket | null;
  readonly rank: number;
}

/** What is asked within so long (ms) is one batch. */
const batch = 20;
/** Nothing that is right takes longer. */
const longest: Milliseconds = 3 * 3_600_000;

/** Who comes when. */
interface Queue {
  readonly add: (waiting: Waiting, comes: Instant) => void;
  /** Those that come in the next batch; null when nobody comes any more. */
  readonly next: () => { readonly now: Instant; readonly waiting: readonly Waiting[] } | null;
}

function createQueue(first: Instant): Queue {
  const slots = new Map<number, Waiting[]>();
  let slot = Math.floor(first / batch);
  return {
    add(waiting, comes) {
      const at = Math.max(slot + 1, Math.ceil(comes / batch));
      slots.set(at, [...(slots.get(at) ?? []), waiting]);
    },
    next() {
      if (slots.size === 0) return null;
      while (!slots.has(slot)) slot += 1;
      const waiting = slots.get(slot) ?? [];
      slots.delete(slot);
      return { now: slot * batch, waiting };
    },
  };
}

/** Lets crowds rush a provider and says when each nudge went; nothing else than `book` decides. */
export function rush({ rate, crowds, late, slow = () => 0, lost = 0, ends = Infinity }: Rush): Ended {
  const first = Math.min(...crowds.map(({ at }) => at));
  const queue = createQueue(first);
  const everybody = crowds.flatMap(({ count, ...crowd }) => Array.from({ length: count }, () => crowd));
  for (const [number, { journey, at, rank = 1 }] of everybody.entries())
    queue.add({ number, journey, due: at, asked: 0, ticket: null, rank }, at + late(number, 0));
  const gone: Gone[] = [];
  let [state, largest] = [idle, 0];
  for (let come = queue.next(); come !== null && come.now <= ends; come = queue.next()) {
    const { now, waiting } = come;
    if (now > first + longest) throw new Error('it never ends');
    const requests = waiting.map(({ journey, ticket, rank, number }) => ({
      journey,
      ticket,
      rank,
      key: String(number),
    }));
    const booked = book(state, requests, { now, rate });
    state = booked.state;
    largest = Math.max(largest, JSON.stringify(state).length);
    booked.answers.forEach((turn, index) => {
      const each = waiting[index];
      if (each !== undefined) answered({ ...each, asked: each.asked + 1 }, turn);
    });
  }
  return { gone, largest, state };

  function answered(waiting: Waiting, turn: Turn): void {
    const { asked, number } = waiting;
    if (turn.kind === 'go') handedOver(waiting, turn);
    else if ((number * 7_919) % 1_000 >= lost)
      queue.add({ ...waiting, ticket: turn.ticket }, turn.until + late(number, asked));
  }

  function handedOver(waiting: Waiting, turn: Extract<Turn, { kind: 'go' }>): void {
    const { journey, due, asked, rank } = waiting;
    const at = turn.at + slow(turn.at);
    if (at > turn.at + graceOf(rate)) queue.add({ ...waiting, ticket: missedTicket }, at);
    else gone.push({ journey, rank, due, at, asked });
  }
}

/** How many went in each second of real time. */
export function bySecond(gone: readonly Pick<Gone, 'at'>[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { at } of gone) counts.set(Math.floor(at / 1_000), (counts.get(Math.floor(at / 1_000)) ?? 0) + 1);
  return counts;
}
