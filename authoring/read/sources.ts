import type { Problem } from '../../domain/result.ts';
import type { LocatedProblem } from '../problem/located.ts';
import { createNotes, type Placed } from '../problem/notes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { createCursor, type Cursor } from './cursor.ts';

/** Path inside the workspace, with `/` → text. */
export type Files = ReadonlyMap<string, string>;

/** The files of a workspace, and all that was found wrong with them. */
export interface Sources {
  readonly paths: readonly string[];
  /** The text with line ends as `\n` and without a byte order mark; undefined where there is no such file. */
  text(path: string): string | undefined;
  /** A cursor at the root of a YAML file; its value is undefined where the file is missing or its syntax wrong. */
  yaml(path: string): Cursor;
  /** Whether a YAML file is there, and its syntax wrong. */
  readonly unreadable: (path: string) => boolean;
  refuse(path: string, problem: Placed): void;
  warn(path: string, problem: Placed): void;
  /** All problems so far, each said once, in the order of their places. */
  problems(): readonly LocatedProblem[];
  warnings(): readonly LocatedProblem[];
}

/** For a file that is not there: the rest of the workspace is looked at all the same. */
const silent = { problem: () => undefined, warning: () => undefined };

export function createSources(files: Files): Sources {
  const texts = new Map([...files].map(([path, text]) => [path, normalised(text)]));
  const cursors = new Map<string, Cursor>();
  const problems = createNotes(texts);
  const warnings = createNotes(texts);

  function open(path: string): Cursor {
    const text = texts.get(path);
    if (text === undefined) return createCursor(undefined, silent);
    const file = parseYaml(text);
    file.problems.forEach((problem) => problems.add(path, () => problem));
    const located = ({ code, message, at = 'key', ...where }: Problem): Placed => {
      return { code, message, ...file.locate(where.path, at) };
    };
    return createCursor(file.value, {
      problem: (problem) => problems.add(path, () => located(problem)),
      warning: (warning) => warnings.add(path, () => located(warning)),
    });
  }

  function yaml(path: string): Cursor {
    const cursor = cursors.get(path) ?? open(path);
    cursors.set(path, cursor);
    return cursor;
  }

  return {
    paths: [...texts.keys()].sort(),
    text: (path) => texts.get(path),
    yaml,
    unreadable: (path) => texts.has(path) && yaml(path).value === undefined,
    refuse: (path, problem) => problems.add(path, () => problem),
    warn: (path, warning) => warnings.add(path, () => warning),
    problems: () => problems.all(),
    warnings: () => warnings.all(),
  };
}

/** The same workspace gives the same release on every machine, whatever its editors do to line ends. */
function normalised(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
