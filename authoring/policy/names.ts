import { didYouMean } from '../../domain/condition/nearest.ts';
import type { Cursor } from '../read/cursor.ts';
import { refuseUnknown } from '../read/refuse-unknown.ts';

/** What a policy may speak of. */
export interface PolicyNames {
  readonly journeys: readonly string[];
  /** Of all templates; null where one of them cannot be read, so that nobody knows all. */
  readonly tags: readonly string[] | null;
  readonly categories: readonly string[] | null;
}

/**
 * Refuses a cap of what there is not: it would hold nothing back, and nobody would notice. What the policy only ranks
 * or offers may be there before the first template that has it, and is warned of.
 */
export function checkPolicyNames(file: Cursor, { journeys, tags, categories }: PolicyNames): void {
  const caps = file.at('caps').items();
  refuseSame(
    caps.map((cap) => cap.at('id')),
    'cap',
  );
  for (const cap of caps) {
    refuseUnknown(cap.at('journey'), journeys, 'the name of the folder of a journey');
    if (tags !== null) refuseUnknown(cap.at('tag'), tags, 'a tag of a template');
    if (categories !== null) refuseUnknown(cap.at('category'), categories, 'a category of a template');
  }
  const [ranked, offered] = [file.at('priority').items(), file.at('consent', 'categories').items()];
  refuseSame(ranked, 'tag');
  refuseSame(offered, 'category');
  if (tags !== null) ranked.forEach((tag) => warnOfUnknown(tag, tags, 'tag'));
  if (categories !== null) offered.forEach((category) => warnOfUnknown(category, categories, 'category'));
}

function refuseSame(cursors: readonly Cursor[], noun: string): void {
  const met = new Set<unknown>();
  for (const cursor of cursors) {
    const { value } = cursor;
    if (typeof value === 'string' && met.has(value)) {
      cursor.refuse('VALUE_INVALID', `found "${value}" a second time, expected each ${noun} once`);
    }
    met.add(value);
  }
}

function warnOfUnknown(cursor: Cursor, known: readonly string[], noun: string): void {
  const { value } = cursor;
  if (typeof value !== 'string' || known.includes(value)) return;
  cursor.warn('POLICY_IDLE', `no template has the ${noun} "${value}"${didYouMean(value, known)}`);
}
