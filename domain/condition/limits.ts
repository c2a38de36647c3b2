import { day, type Milliseconds } from '../time/instant.ts';

/** Deeper than any condition a person can read, shallow enough for every stack. */
export const deepest = 16;

/** Clauses and tests of one condition, its segments expanded: keeps one evaluation well below a millisecond. */
export const largest = 500;

/** Values of one list: longer lists belong into a trait of the product. */
export const longestList = 1_000;

/** Characters of one operand or name. */
export const longestText = 1_000;

/** MongoDB's integers and ours agree far beyond; a larger number of times is a slip of the pen. */
export const mostTimes = 100_000;

/** Numbers of times within a window are told exactly up to this one, and by whole days above. */
export const mostExact = 20;

/** A profile keeps so many of the newest timestamps of a name: whether it was done more than 20 times takes one more. */
export const recentKept = mostExact + 1;

/** Problems told at once; beyond these the file has other troubles. */
export const mostProblems = 100;

/** Events are kept for 400 days: no window can look further back. */
export const longestWindow: Milliseconds = 400 * day;
