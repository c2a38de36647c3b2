import { Name } from '../../domain/authored/schema.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { found } from '../read/found.ts';

/** Each name is compared with each name that is used and not known. */
const most = 1_000;

/** The entries of a file that maps names to something; an empty file has none. */
export function namedEntries(cursor: Cursor): readonly (readonly [string, Cursor])[] {
  if (cursor.value === undefined || cursor.value === null) return [];
  if (!isMapping(cursor.value)) {
    cursor.refuse('VALUE_INVALID', `found ${found(cursor.value)}, expected a mapping of names`);
    return [];
  }
  const entries = cursor.entries();
  if (entries.length > most) cursor.refuse('FILE_TOO_LARGE', `found ${entries.length} names, expected at most ${most}`);
  return entries.slice(0, most).map(([name, entry]) => {
    if (!Name.safeParse(name).success) {
      entry.refuse(
        'VALUE_INVALID',
        `found the key "${name}", expected a name of at most 40 characters: a-z, 0-9 and -`,
        'key',
      );
    }
    return [name, entry] as const;
  });
}
