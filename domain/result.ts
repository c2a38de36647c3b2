/** One thing wrong with something authored, at a path inside it; `authoring` turns the path into file:line:col. */
export interface Problem {
  /** Keys and indexes from the root of what was parsed. */
  readonly path: readonly (string | number)[];
  /** A stable code of the table in errors.ts. */
  readonly code: string;
  /** What was found, and what would be right, in one sentence. */
  readonly message: string;
  /** Whether the key at the end of the path is wrong (where it is not said: this) or what stands behind it. */
  readonly at?: 'key' | 'value';
}

/** Either a value, with what may surprise its author, or everything that is wrong, all at once. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value; readonly warnings?: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };
