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

/** A profile keeps the timestamps of the 20 newest events of a name. */
export const recentKept = 20;

/** Problems told at once; beyond these the file has other troubles. */
export const mostProblems = 100;

/** Events are kept for 400 days: no window can look further back. */
export const longestWindow: Milliseconds = 400 * day;
