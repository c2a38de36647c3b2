import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Vocabulary } from '../../domain/condition/vocabulary.ts';
import type { Cursor } from '../read/cursor.ts';

/** What the names of a slot may mean. */
export interface SlotNames {
  readonly vocabulary: Vocabulary;
  /** Of the files in content/. */
  readonly items: readonly string[];
}

/** Words that stand in the place of an item: none may be called so. */
export const reservedItems: readonly string[] = ['none', 'next'];

/** Says that there is no such item, and which may have been meant; `also`: what else may stand there. */
export function refuseItem(cursor: Cursor, items: readonly string[], also = ''): null {
  const name = String(cursor.value);
  const slip = didYouMean(name, items);
  return cursor.refuse('NAME_UNKNOWN', `found "${name}", expected the name of a file in content/${also}${slip}`);
}
