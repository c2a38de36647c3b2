import { utf8Bytes } from '../text.ts';

/** With the longest journey name and a key it still fits a workflow id. */
const longest = 180;

/** What is wrong with a user id, in words, or null: 1–180 bytes of UTF-8 without control characters or lone surrogates. */
export function userIdProblem(id: string): string | null {
  if (id === '') return 'is empty';
  if (!id.isWellFormed()) return 'holds half a surrogate pair';
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(id)) return 'holds a control character';
  const bytes = utf8Bytes(id);
  return bytes > longest ? `is ${bytes} bytes long, at most ${longest} are kept` : null;
}
