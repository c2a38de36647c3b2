/** A literal text and where it has to be. */
export interface TextTest {
  readonly comparison: 'starts' | 'ends' | 'contains';
  readonly text: string;
}

/**
 * The regular expression that finds literal texts, all of them, in the database. It has no repetition but `[\s\S]*`
 * after an anchor, so it cannot backtrack further than the text is long.
 */
export function textPattern(tests: readonly TextTest[]): string {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return alone(only);
  return `^${tests.map((test) => `(?=${ahead(test)})`).join('')}`;
}

/** Not `$`, which also matches before a last line break. */
const end = '(?![\\s\\S])';

function alone({ comparison, text }: TextTest): string {
  const literal = escape(text);
  return { starts: `^${literal}`, ends: `${literal}${end}`, contains: literal }[comparison];
}

function ahead(test: TextTest): string {
  return test.comparison === 'starts' ? escape(test.text) : `[\\s\\S]*${alone(test)}`;
}

/** A pattern may not hold the character NUL itself. */
function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00');
}
