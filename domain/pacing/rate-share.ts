import { capacity, sum, usedOf } from './rate-cell.ts';
import type { Board, Cell } from './rate-state.ts';

/** Of every cell to come so much is left for journeys that come later. */
const keptBack = 0.1;

/** Whether a cell to come has a place that is this journey's to book, besides what others who wait have a right to. */
export function isFair(cell: Cell, journey: number, board: Board): boolean {
  return leavesATenth(cell, journey, board) && leavesShares(cell, journey, board);
}

/** The last tenth is for journeys that have less than a tenth of a cell in which others have more. */
function leavesATenth(cell: Cell, journey: number, { rate }: Board): boolean {
  const tenth = capacity(cell.second, rate * keptBack);
  const used = usedOf(cell);
  const own = cell.given[journey] ?? 0;
  return used < capacity(cell.second, rate) - tenth || (own < tenth && used > own);
}

/** Journeys of which nudges wait share alike; what one of them does not use is everybody's. */
function leavesShares(cell: Cell, journey: number, { rate, journeys }: Board): boolean {
  const room = capacity(cell.second, rate);
  const waiting = journeys.flatMap((each, index) => (index !== journey && each.waiting > 0 ? [index] : []));
  const share = Math.floor(room / (waiting.length + 1));
  if ((cell.given[journey] ?? 0) < share) return true;
  const claims = waiting.map((index) => Math.max(0, share - (cell.given[index] ?? 0)));
  return usedOf(cell) + sum(claims) < room;
}
