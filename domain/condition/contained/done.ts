import type { Range } from '../times.ts';
import type { DoneAtom } from './shape.ts';

/**
 * Whether something was done as often as the outer atom asks whenever it was done as often as the inner one does. In a
 * longer window it was done at least as often, in a shorter one at most.
 */
export function doneWithin(inner: DoneAtom, outer: DoneAtom): boolean {
  if (inner.event !== outer.event) return false;
  if (isSameWindow(inner, outer)) return inner.ranges.every((range) => covers(outer.ranges, range));
  // Whole days are counted otherwise than instants are.
  if (inner.days || outer.days) return false;
  const most = inner.ranges.at(-1);
  const least = inner.ranges[0];
  if (least === undefined || most === undefined) return true;
  return isLonger(outer, inner)
    ? covers(outer.ranges, { from: least.from, to: null })
    : covers(outer.ranges, { from: 0, to: most.to });
}

/** Whether two atoms cannot hold together. */
export function doneApart(one: DoneAtom, other: DoneAtom): boolean {
  if (one.ranges.length === 0) return true;
  if (one.event !== other.event || !isSameWindow(one, other)) return false;
  return one.ranges.every((mine) => other.ranges.every((theirs) => isBefore(mine, theirs) || isBefore(theirs, mine)));
}

function isSameWindow(one: DoneAtom, other: DoneAtom): boolean {
  return one.within === other.within && one.days === other.days;
}

function isLonger(one: DoneAtom, other: DoneAtom): boolean {
  return (one.within ?? Infinity) > (other.within ?? Infinity);
}

/** The ranges do not touch, so that one of them has to hold all of it. */
function covers(ranges: readonly Range[], { from, to }: Range): boolean {
  return ranges.some((range) => range.from <= from && (range.to === null || (to !== null && to <= range.to)));
}

function isBefore(one: Range, other: Range): boolean {
  return one.to !== null && one.to < other.from;
}
