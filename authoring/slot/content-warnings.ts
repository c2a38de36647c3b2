import { dateWords } from '../../domain/condition/value-words.ts';
import { itemsOf } from '../../domain/slot/items-of.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Sources } from '../read/sources.ts';
import type { CompiledShelf } from './compile-shelf.ts';

interface Known {
  readonly zone: string;
  /** As of when it is asked whether content is stale; null: it is not asked. */
  readonly today: Instant | null;
}

/** Warns of content that no slot shows, and of what somebody should have looked at again. */
export function warnOfContent(sources: Sources, { slots, items }: CompiledShelf, { zone, today }: Known): void {
  const shown = new Set(Object.values(slots).flatMap(itemsOf));
  for (const { item, reviewBy } of Object.values(items)) {
    const cursor = sources.yaml(`content/${item}.yaml`);
    if (!shown.has(item)) cursor.at('content').warn('CONTENT_UNUSED', `no slot shows "${item}"`);
    if (today === null || reviewBy === null || reviewBy > today) continue;
    const message = `"${item}" was to be reviewed by ${dateWords(reviewBy, zone)}: see whether it is still right, and set a later date`;
    cursor.at('review_by').warn('CONTENT_STALE', message);
  }
}
