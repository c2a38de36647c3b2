/** One thing wrong with something authored, at a path inside it; `authoring` turns the path into file:line:col. */
export interface Problem {
  /** Keys and indexes from the root of what was parsed. */
  readonly path: readonly (string | number)[];
  /** A stable code of the table in errors.ts. */
  readonly code: string;
  /** What was found, and what would be right, in one sentence. */
  readonly message: string;
}

/** Either a value, or everything that is wrong, all at once. */
export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] };
