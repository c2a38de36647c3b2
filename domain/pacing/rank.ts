import type { LedgerEntry } from './ledger.ts';
import type { Policy } from './policy.ts';

type Ranked = Pick<LedgerEntry, 'tags' | 'priority'>;

/** Whether a nudge is more important than another: by the most important of its tags, then by its template's own priority. */
export function outranks(one: Ranked, other: Ranked, order: Policy['priority']): boolean {
  const [mine, theirs] = [placeIn(order, one), placeIn(order, other)];
  return mine === theirs ? one.priority > other.priority : mine < theirs;
}

/** Of its most important tag in the policy's list; without one behind all of them. */
export function placeIn(order: Policy['priority'], { tags }: Pick<Ranked, 'tags'>): number {
  const place = order.findIndex((tag) => tags.includes(tag));
  return place === -1 ? order.length : place;
}
