export interface Hands {
  /** How many items are worked on at the same time. */
  readonly atOnce: number;
  /** Whether no further item is to be begun; the first ones are, whatever it says. */
  readonly isOver: () => boolean;
}

/** Works on each item, and tells how that ended for those begun: one that fails keeps no other from being worked on. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  { atOnce, isOver }: Hands,
): Promise<readonly PromiseSettledResult<Result>[]> {
  const left = items.values();
  const ends: PromiseSettledResult<Result>[] = [];
  const hand = async (): Promise<void> => {
    for (const item of left) {
      ends.push(...(await Promise.allSettled([work(item)])));
      if (isOver()) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand));
  return ends;
}

/** @throws the first of the reasons, where there are any */
export function fulfilled<Value>(ends: readonly PromiseSettledResult<Value>[]): readonly Value[] {
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}
