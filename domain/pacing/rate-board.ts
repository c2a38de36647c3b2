import { second, type Instant } from '../time/instant.ts';
import { presentOf } from './rate-cell.ts';
import type { Board, RateJourney, RateState } from './rate-state.ts';

/** What has gone of a cell is kept for processes whose clocks are so far behind (s): as far apart as clocks may be. */
const past = 30;
/** What is booked of one is kept for nudges that are so late (s). */
const late = 2;
/** More journeys that are active at once share one place: this bounds the state, which every worker reads and writes. */
export const mostJourneys = 32;
const others = '*';
/** Under this name stands what is urgent; no journey is called so. It always has a place of its own. */
export const urgentJourney = '!';

/** Lays the state out to be worked on; what nobody can need any more is left out. */
export function openBoard(state: RateState, { now, rate }: { readonly now: Instant; readonly rate: number }): Board {
  const present = presentOf({ now, rate });
  const cells = state.cells.flatMap((cell) => {
    if (cell.second >= present - late) return [cell];
    return cell.second >= present - past ? [{ ...cell, booked: [], given: [] }] : [];
  });
  const journeys = state.journeys.map((journey) => ({ ...journey, waiting: stillWaiting(journey, { now, rate }) }));
  const kept = journeys.flatMap(({ waiting }, index) => {
    const active = waiting > 0 || cells.some(({ given }) => (given[index] ?? 0) > 0);
    return active ? [index] : [];
  });
  const keep = (counts: readonly number[]): number[] => kept.map((index) => counts[index] ?? 0);
  return {
    now,
    rate,
    journeys: kept.flatMap((index) => journeys[index] ?? []),
    cells: new Map(cells.map((cell) => [cell.second, { ...cell, booked: keep(cell.booked), given: keep(cell.given) }])),
  };
}

/** Some never come back: no more wait than can have been told to until the last one's turn. */
function stillWaiting(
  { waiting, back }: RateJourney,
  { now, rate }: { readonly now: Instant; readonly rate: number },
): number {
  return Math.min(waiting, Math.ceil((Math.max(0, back - now) / second) * rate));
}

/** The state as it is kept. */
export function closeBoard({ journeys, cells }: Board): RateState {
  const used = [...cells.values()].filter(({ gone, given }) => gone > 0 || given.length > 0);
  return { journeys, cells: used.sort((a, b) => a.second - b.second) };
}

/** The journey's place in the list; it gets one if it has none. */
export function placeOf({ journeys }: Board, name: string): number {
  const known = journeys.findIndex((journey) => journey.name === name);
  if (known >= 0) return known;
  const added = name === urgentJourney || journeys.length < mostJourneys - 1 ? name : others;
  const shared = journeys.findIndex((journey) => journey.name === added);
  return shared >= 0 ? shared : journeys.push({ name: added, waiting: 0, back: 0 }) - 1;
}
