import type { ErrorCode } from '../../domain/errors.ts';
import type { Parsed, Problem } from '../../domain/result.ts';

type Path = Problem['path'];

/** A value of an authored file, the way to it, and a place to say what is wrong with it. */
export interface Cursor {
  readonly value: unknown;
  readonly path: Path;
  /** What is below a key or an index; its value is undefined where there is nothing. */
  at(...keys: Path): Cursor;
  /** The items of a list; none where the value is something else. */
  items(): readonly Cursor[];
  /** The entries of a mapping; none where the value is something else. */
  entries(): readonly (readonly [string, Cursor])[];
  /** Reports a problem here; returns null, for "this part is wrong". */
  refuse(code: ErrorCode, message: string, at?: 'key' | 'value'): null;
  /** Reports what is right, but may surprise. */
  warn(code: ErrorCode, message: string, at?: 'key' | 'value'): void;
  /** Takes the value out of what was parsed here, and reports its problems and warnings; null where it is wrong. */
  adopt<Value>(parsed: Parsed<Value>): Value | null;
}

/** Where problems and warnings go. */
export interface Report {
  problem(problem: Problem): void;
  warning(problem: Problem): void;
}

/** A cursor at the root of a parsed file. */
export function createCursor(value: unknown, report: Report, path: Path = []): Cursor {
  const below = (key: string | number, child: unknown) => createCursor(child, report, [...path, key]);
  const here = (problem: Problem): Problem => ({ ...problem, path: [...path, ...problem.path] });
  const cursor: Cursor = {
    value,
    path,
    at: (...keys) =>
      keys.reduce((above, key) => createCursor(valueAt(above.value, key), report, [...above.path, key]), cursor),
    items: () => (Array.isArray(value) ? value.map((item, index) => below(index, item)) : []),
    entries: () =>
      isMapping(value) ? Object.entries(value).map(([key, child]) => [key, below(key, child)] as const) : [],
    refuse: (code, message, at = 'value') => {
      report.problem({ path, code, message, at });
      return null;
    },
    warn: (code, message, at = 'value') => report.warning({ path, code, message, at }),
    adopt: (parsed) => {
      if (parsed.ok) parsed.warnings?.forEach((warning) => report.warning(here(warning)));
      else parsed.problems.forEach((problem) => report.problem(here(problem)));
      return parsed.ok ? parsed.value : null;
    },
  };
  return cursor;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? (value[key] as unknown) : undefined;
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
