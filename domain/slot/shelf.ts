import type { Policy } from '../pacing/policy.ts';
import type { Release } from '../release/release.ts';
import type { Parts } from './look.ts';
import type { ContentItem, Slot } from './slot.ts';

/** What there is to show: the pinned release's slots and content. */
export interface Shelf {
  readonly slots: Readonly<Record<string, Slot>>;
  readonly items: Readonly<Record<string, ContentItem>>;
  /** The live policy's: whoever it keeps out is in no arm. */
  readonly holdout: Policy['holdout'];
}

/** Of a workspace that shows nothing. */
export const emptyShelf: Shelf = { slots: {}, items: {}, holdout: null };

/** What a release has to show. Its policy is not asked, since that is never pinned. */
export function shelfOf({ content: { slots, items } }: Release, { holdout }: Pick<Policy, 'holdout'>): Shelf {
  return { slots, items, holdout };
}

/** What its slots choose by. */
export function partsOf({ holdout }: Shelf, { experiments, zone }: Omit<Parts, 'holdout'>): Parts {
  return { experiments, holdout, zone };
}
