import type { Cursor } from './cursor.ts';

/** Refuses a key of the language that this version does not know yet, by its name rather than as a typing error. */
export function refuseLater(cursor: Cursor): null {
  return cursor.refuse(
    'NOT_YET',
    `"${String(cursor.path.at(-1))}" is part of the language, but not supported yet`,
    'key',
  );
}
