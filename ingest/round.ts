import { eachOf, type Hands } from './each-of.ts';

/** A list that is always the same but for what is finished: at most so many, after the first so many. */
export type List<Item> = (limit: number, skip: number) => Promise<readonly Item[]>;

/** Works on the next items of a list, and tells how that ended. */
export type Round = <Item, Result>(
  list: List<Item>,
  work: (item: Item) => Promise<Result>,
  hands: Hands,
) => Promise<readonly PromiseSettledResult<Result>[]>;

/**
 * Goes round a list, at most `largest` items a time: what stays on it, since it cannot be finished, holds up what comes
 * after it for a round, and no longer.
 */
export function createRound(largest: number): Round {
  let passed = 0;
  return async (list, work, hands) => {
    let items = await list(largest, passed);
    if (items.length === 0 && passed > 0) {
      passed = 0;
      items = await list(largest, passed);
    }
    const ends = await eachOf(items, work, hands);
    const atEnd = items.length < largest && ends.length === items.length;
    passed = atEnd ? 0 : passed + ends.length;
    return ends;
  };
}
