import type { ErrorCode } from '../errors.ts';
import type { Problem } from '../result.ts';
import { largest, mostProblems } from './limits.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Keys and indexes from the root of the condition. */
export type At = Problem['path'];

/** One parse: what names mean, and what was found so far. */
export interface Parsing {
  readonly vocabulary: Vocabulary;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Where a `did` also matches somebody who has only just come; an age clause beside it clears it. */
  readonly newborns: At[];
  /** Notes what is wrong and returns null, the value of what cannot be parsed. */
  problem(at: At, code: ErrorCode, message: string): null;
  warn(at: At, code: ErrorCode, message: string): void;
  /** Counts clauses and tests; false, with a problem the first time, past the limit. */
  spend(at: At, clauses: number): boolean;
}

/** Starts a parse. */
export function createParsing(vocabulary: Vocabulary): Parsing {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  let spent = 0;
  const problem = (path: At, code: ErrorCode, message: string): null => {
    if (problems.length < mostProblems) problems.push({ path, code, message });
    return null;
  };
  const spend = (at: At, clauses: number): boolean => {
    const before = spent;
    spent += clauses;
    if (spent <= largest) return true;
    const message = `this condition, with the segments it names, has more than ${largest} clauses: make it smaller`;
    if (before <= largest) problem(at, 'CONDITION_TOO_LARGE', message);
    return false;
  };
  const warn = (path: At, code: ErrorCode, message: string): void => void warnings.push({ path, code, message });
  return { vocabulary, problems, warnings, newborns: [], problem, warn, spend };
}
