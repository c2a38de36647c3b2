/** One thing wrong with a workspace, at its place. Plain JSON: `--json` prints it as it is. */
export interface LocatedProblem {
  /** Path inside the workspace, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** A stable code of the table in errors.ts. */
  readonly code: string;
  readonly message: string;
  /** The whole line of the file; empty where the problem is about the file itself. */
  readonly source: string;
}

/** By file, then by place. */
export function compareProblems(a: LocatedProblem, b: LocatedProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1);
}
