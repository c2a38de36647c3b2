import { second, type Instant } from '../time/instant.ts';
import type { Board, Cell, DraftCell } from './rate-state.ts';

/** The second since the epoch that an instant is in. */
export function secondOf(instant: Instant): number {
  return Math.floor(instant / second);
}

/** The cell of now: of a rate below one a second the last that had a place, which lasts until there is another. */
export function presentOf({ now, rate }: { readonly now: Instant; readonly rate: number }): number {
  let at = secondOf(now);
  const first = at - Math.ceil(1 / rate);
  while (at > first && capacity(at, rate) === 0) at -= 1;
  return at;
}

/** The cell of a second. */
export function cellAt({ cells }: Board, at: number): DraftCell {
  const known = cells.get(at);
  if (known !== undefined) return known;
  const fresh = emptyCell(at);
  cells.set(at, fresh);
  return fresh;
}

export function emptyCell(at: number): DraftCell {
  return { second: at, gone: 0, booked: [], given: [] };
}

/** How many whole ones a rate has in a second: of 2.5, two and three by turns. */
export function capacity(at: number, rate: number): number {
  return Math.floor((at + 1) * rate) - Math.floor(at * rate);
}

/** The places of a cell that nobody can have any more, besides those that have passed. */
export function usedOf({ gone, booked }: Cell): number {
  return gone + sum(booked);
}

/** How many places of the cell of now, or of one to come, have passed. */
export function passed(cell: Cell, { now, rate }: Board): number {
  const part = Math.min(1, Math.max(0, (now - cell.second * second) / second));
  return rate < 1 ? 0 : Math.floor(part * capacity(cell.second, rate));
}

/** The places of a cell come one after the other, so that its nudges do not go in one burst. */
export function instantOf(cell: Cell, place: number, { rate }: Board): Instant {
  const room = capacity(cell.second, rate);
  return cell.second * second + Math.floor((Math.min(place, room - 1) / room) * second);
}

/** Keeps a place for a nudge that is to come back. */
export function keep(cell: DraftCell, journey: number): void {
  add(cell.booked, journey, 1);
  add(cell.given, journey, 1);
}

export function giveBack(cell: DraftCell, journey: number): void {
  add(cell.booked, journey, -1);
  add(cell.given, journey, -1);
}

/** Takes a place, and with it those before it that have passed; returns when it is. */
export function take(
  cell: DraftCell,
  { place, journey }: { readonly place: number; readonly journey: number },
  board: Board,
): Instant {
  cell.gone = place + 1;
  add(cell.given, journey, 1);
  return Math.max(board.now, instantOf(cell, place, board));
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function add(counts: number[], journey: number, amount: number): void {
  while (counts.length <= journey) counts.push(0);
  counts[journey] = Math.max(0, (counts[journey] ?? 0) + amount);
}
