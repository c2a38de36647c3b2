import type { Position } from '../yaml/parse-yaml.ts';
import { compareProblems, type LocatedProblem } from './located.ts';

/** A problem in a file that is known already; without a place it is about the whole file. */
export interface Placed extends Partial<Position> {
  readonly code: string;
  readonly message: string;
}

/** Problems as they are found. */
export interface Notes {
  /** The place is worked out only where the problem is kept. */
  add(file: string, problem: () => Placed): void;
  /** In the order of their places, each said once. */
  all(): readonly LocatedProblem[];
}

/** Nobody reads further in one file; a file that is wrong everywhere shall not take minutes to say so. */
const mostOfOneFile = 100;

export function createNotes(texts: ReadonlyMap<string, string>): Notes {
  const lines = new Map<string, readonly string[]>();
  const notes = new Map<string, Map<string, LocatedProblem>>();

  function sourceLine(file: string, line: number): string {
    const known = lines.get(file) ?? (texts.get(file) ?? '').split('\n');
    lines.set(file, known);
    return known[line - 1] ?? '';
  }

  return {
    add: (file, problem) => {
      const ofFile = notes.get(file) ?? new Map<string, LocatedProblem>();
      notes.set(file, ofFile);
      if (ofFile.size >= mostOfOneFile) return;
      const { line = 1, column = 1, code, message } = problem();
      ofFile.set(`${line}:${column} ${message}`, { file, line, column, code, message, source: sourceLine(file, line) });
    },
    all: () => [...notes.values()].flatMap((ofFile) => [...ofFile.values()]).sort(compareProblems),
  };
}
