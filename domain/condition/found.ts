/** Enough of a text to find it again. */
const shown = 40;

/** What was found, in the words of an error message: `the text "now"`, `the number 5`, `a list`, `nothing`. */
export function foundWords(raw: unknown): string {
  if (raw === null || raw === undefined) return 'nothing';
  if (typeof raw === 'string') return `the text ${quoted(raw)}`;
  if (typeof raw === 'number' || typeof raw === 'bigint') return `the number ${raw}`;
  if (typeof raw === 'boolean') return String(raw);
  if (Array.isArray(raw)) return raw.length === 0 ? 'an empty list' : 'a list';
  return isMapping(raw) ? 'a mapping' : `a ${typeof raw}`;
}

/** A text in quotes, shortened. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > shown ? `${text.slice(0, shown)}…` : text);
}

/** Whether an authored value is a mapping of keys to values. */
export function isMapping(raw: unknown): raw is Readonly<Record<string, unknown>> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false;
  const prototype: unknown = Object.getPrototypeOf(raw);
  return prototype === Object.prototype || prototype === null;
}
