import { bucketOf } from '../experiment/hash.ts';
import { second, type Instant, type Milliseconds } from '../time/instant.ts';
import { closeBoard, openBoard, placeOf, urgentJourney } from './rate-board.ts';
import {
  capacity,
  cellAt,
  emptyCell,
  giveBack,
  instantOf,
  keep,
  passed,
  presentOf,
  secondOf,
  sum,
  take,
} from './rate-cell.ts';
import { isFair } from './rate-share.ts';
import type { Board, DraftCell, RateState } from './rate-state.ts';

/*
 * A provider takes so many nudges a second, from all workers together. Every second of real time is a cell with so many
 * places. A nudge takes a place of the cell of now, or of the next; where these are full it books one in a cell to come
 * and returns for it; and where all of those are full it is told when there will be room, by what waits before it, and
 * asks again then. Who comes too late for a place has lost it, and takes another; so has who took a place and is not on
 * its way to the provider soon after.
 */

/** A nudge that asks for its turn. */
export interface TurnRequest {
  readonly journey: string;
  /** The nudge's. */
  readonly key: string;
  /** What it was given when it was last told to come back; null the first time. */
  readonly ticket: Ticket | null;
  /** `urgent`: it goes before others, also before those that have booked. Above it, the lower the sooner. */
  readonly rank: number;
}

/** The rank of what a user waits for, such as a receipt. */
export const urgent = 0;

/** What a nudge shows when it comes back. */
export interface Ticket {
  /** When its turn is: the beginning of its cell, or an estimate. */
  readonly at: Instant;
  /** Whether a place of that cell is kept for it. */
  readonly booked: boolean;
}

/** `go`: at this instant, within `longestWait`. `hold`: it has to ask again from `until` on, with the ticket. */
export type Turn = { readonly kind: 'go'; readonly at: Instant } | HeldTurn;

export interface HeldTurn {
  readonly kind: 'hold';
  readonly until: Instant;
  readonly ticket: Ticket;
}

/** A worker waits for so long with a nudge in its hands; for longer the nudge is held. */
export const longestWait: Milliseconds = 1.5 * second;
/** A nudge that is so much later than its turn would go out in the turns of others; where these are rarer, half of the way to the next. */
const punctual: Milliseconds = second / 4;
/** Cells that can be booked; of a rate below one a second as many as have two places. */
const horizon = 10;
/** Timers come up to a second late, and a cell lasts a second: it is better to come a little early. */
const lead: Milliseconds = 0.3 * second;
/** Who comes back on an estimate comes a little late: it then finds a place at once, and need not come back again. */
const delay: Milliseconds = second;

/** Shown by a nudge that has missed its turn: it may have any place that is left, by turns with other journeys. */
export const missedTicket: Ticket = { at: 0, booked: true };

/** How late after its turn a nudge may be handed over, at so many nudges a second. */
export function graceOf(rate: number): Milliseconds {
  return Math.max(punctual, second / 2 / rate);
}

export interface Booked {
  readonly state: RateState;
  /** In the order of the requests. */
  readonly answers: readonly Turn[];
}

/**
 * Gives every request its turn. Never more than the rate's in a cell, whatever order the batches of several workers come
 * in. What is urgent comes first, then who has a place; then by rank, and of one rank who was told to come back.
 */
export function book(
  state: RateState,
  requests: readonly TurnRequest[],
  asking: { readonly now: Instant; readonly rate: number },
): Booked {
  const board = openBoard(state, asking);
  const answers = new Array<Turn>(requests.length);
  const order = [...requests.entries()].sort(
    ([, a], [, b]) => classOf(a) - classOf(b) || a.rank - b.rank || newness(a) - newness(b),
  );
  for (const [index, request] of order) answers[index] = turnOf(request, board);
  return { state: closeBoard(board), answers };
}

function classOf({ rank, ticket }: TurnRequest): number {
  if (rank === urgent) return 0;
  return ticket?.booked === true ? 1 : 2;
}

function newness({ ticket }: TurnRequest): number {
  return ticket === null ? 1 : 0;
}

/** What is urgent, of whatever journey, is counted as one of its own: so others know what it has booked. */
function turnOf(request: TurnRequest, board: Board): Turn {
  const isUrgent = request.rank === urgent;
  const journey = placeOf(board, isUrgent ? urgentJourney : request.journey);
  const asking = { ...request, journey, isUrgent };
  if (request.ticket?.booked === false) returned(journey, board);
  return now(asking, board) ?? kept(asking, board) ?? ahead(asking, board) ?? later(asking, board);
}

interface Asking {
  readonly journey: number;
  readonly key: string;
  readonly ticket: Ticket | null;
  readonly isUrgent: boolean;
}

/** Places that it may not have: those kept for others, if it is urgent those kept for what is as well. */
function keptFrom({ journey, isUrgent }: Asking, { booked }: DraftCell): number {
  return isUrgent ? (booked[journey] ?? 0) : sum(booked);
}

function returned(journey: number, { journeys }: Board): void {
  const found = journeys[journey];
  if (found !== undefined) found.waiting = Math.max(0, found.waiting - 1);
}

/**
 * A place of this cell that is nobody's. Where fewer have gone than the time says, those that booked come late: who was
 * told to come back takes such a place, before it is wasted; and everybody, where most of the second before was wasted:
 * the workers have more to do than they can. Who has a place in a later cell gives that back.
 */
function now(asking: Asking, board: Board): Turn | null {
  const { journey, ticket, isUrgent } = asking;
  const cell = cellAt(board, presentOf(board));
  const own = ticketCell(ticket, journey, board);
  if (own === cell) return null;
  const over = passed(cell, board);
  const free = Math.max(cell.gone, over);
  const isFree = free + keptFrom(asking, cell) < capacity(cell.second, board.rate);
  const isLate = cell.gone < over && (isUrgent || ticket !== null || isWasted(cell.second - 1, board));
  if (!isFree && !isLate) return null;
  if (own !== null) giveBack(own, journey);
  return { kind: 'go', at: take(cell, { place: isFree ? free : cell.gone, journey }, board) };
}

/** Whether less than half has gone of a second of which places were booked. */
function isWasted(at: number, { cells, rate }: Board): boolean {
  const cell = cells.get(at);
  return cell !== undefined && sum(cell.booked) > 0 && cell.gone < capacity(at, rate) / 2;
}

/** The place that is kept for it. */
function kept({ journey, ticket, key, isUrgent }: Asking, board: Board): Turn | null {
  const cell = ticketCell(ticket, journey, board);
  if (cell === null) return null;
  const room = capacity(cell.second, board.rate);
  // Others may have had it, late as it is; or the rate was lowered.
  if (cell.gone >= room) return null;
  // What is urgent may have booked over it.
  if (!isUrgent && cell.gone + urgentIn(cell, board) >= room) {
    giveBack(cell, journey);
    return null;
  }
  const place = Math.max(cell.gone, Math.min(passed(cell, board), room - sum(cell.booked)));
  if (instantOf(cell, place, board) > board.now + longestWait) return heldFor(cell, key, board);
  giveBack(cell, journey);
  return { kind: 'go', at: take(cell, { place, journey }, board) };
}

function urgentIn({ booked }: DraftCell, { journeys }: Board): number {
  return booked[journeys.findIndex(({ name }) => name === urgentJourney)] ?? 0;
}

/** A place in the cells to come: one that is near is taken, another is booked. */
function ahead(asking: Asking, board: Board): Turn | null {
  const { journey, key, ticket, isUrgent } = asking;
  const present = secondOf(board.now);
  const first = Math.max(present + 1, ticket === null && !isUrgent ? turnAmong(journey, board) : 0);
  const last = present + Math.max(horizon, Math.ceil(2 / board.rate));
  for (let at = first; at <= last; at++) {
    const cell = board.cells.get(at) ?? emptyCell(at);
    if (!isOpen(cell, asking, board)) continue;
    board.cells.set(at, cell);
    const isNear = instantOf(cell, cell.gone, board) <= board.now + longestWait;
    if (isNear) return { kind: 'go', at: take(cell, { place: cell.gone, journey }, board) };
    keep(cell, journey);
    return heldFor(cell, key, board);
  }
  return null;
}

/** Who booked a place and came too late may have any, what is urgent also one that is booked, everybody else what is fair. */
function isOpen(cell: DraftCell, asking: Asking, board: Board): boolean {
  const { journey, ticket, isUrgent } = asking;
  if (cell.gone + keptFrom(asking, cell) >= capacity(cell.second, board.rate)) return false;
  const hadOne = ticket?.booked === true && ticket.at !== missedTicket.at;
  return isUrgent || hadOne || isFair(cell, journey, board);
}

/** The second from which on a newcomer may book: others of its journey have waited for longer. */
function turnAmong(journey: number, board: Board): number {
  return (board.journeys[journey]?.waiting ?? 0) === 0 ? 0 : secondOf(estimated({ journey, isUrgent: false }, board));
}

/** No room within the horizon: it comes back when what waits before it, journeys by turns, should have gone. */
function later(asking: Asking, board: Board): Turn {
  const { journey } = asking;
  const at = Math.max(estimated(asking, board), board.now + 2 * second);
  const found = board.journeys[journey];
  if (found !== undefined) {
    found.waiting += 1;
    found.back = Math.max(found.back, at + delay);
  }
  return { kind: 'hold', until: at + delay, ticket: { at, booked: false } };
}

function estimated({ journey, isUrgent }: Pick<Asking, 'journey' | 'isUrgent'>, board: Board): Instant {
  const { journeys, cells, rate, now } = board;
  const own = (journeys[journey]?.waiting ?? 0) + 1;
  const before = isUrgent
    ? own
    : sum(journeys.map(({ waiting }, index) => (index === journey ? own : Math.min(waiting, own))));
  const booked = sum(
    [...cells.values()]
      .filter((cell) => cell.second >= secondOf(now))
      .map((cell) => (isUrgent ? (cell.booked[journey] ?? 0) : sum(cell.booked))),
  );
  return Math.floor(now + ((booked + before) / rate) * second);
}

/** The cell in which a place is kept for the ticket; null where none is, or not any more. */
function ticketCell(ticket: Ticket | null, journey: number, board: Board): DraftCell | null {
  if (ticket?.booked !== true || secondOf(ticket.at) < presentOf(board)) return null;
  const cell = board.cells.get(secondOf(ticket.at));
  return cell !== undefined && (cell.booked[journey] ?? 0) > 0 ? cell : null;
}

function heldFor(cell: DraftCell, key: string, { now }: Board): Turn {
  const at = cell.second * second;
  const until = Math.max(now + 1, Math.floor(at - lead * bucketOf('turn', key)));
  return { kind: 'hold', until, ticket: { at, booked: true } };
}
