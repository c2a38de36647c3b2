import type { Condition } from '../condition/condition.ts';
import type { Instant } from '../time/instant.ts';

/** What is shown: an item, nothing on purpose, or whatever the rules after this one say. */
export type Shown =
  { readonly kind: 'item'; readonly item: string } | { readonly kind: 'none' } | { readonly kind: 'next' };

/** What a rule shows: to everybody whom it is for the same, or by the arm of an experiment. */
export type Showing =
  | Shown
  | {
      readonly kind: 'experiment';
      readonly experiment: string;
      /** Every arm of the experiment. Whoever is in none sees what `control` shows. */
      readonly arms: Readonly<Record<string, Shown>>;
    };

/** Whom a slot shows what, and when. */
export interface SlotRule {
  readonly id: string;
  /** Null: everybody. */
  readonly when: Condition | null;
  /** The first instant at which it counts; null: always has. */
  readonly from: Instant | null;
  /** The first instant at which it no longer counts; null: always will. */
  readonly to: Instant | null;
  readonly show: Showing;
  /** Fewer users than this are not worth a rule; null: it does not say. */
  readonly minAudience: number | null;
}

/** A place in the product that shows personalized content, compiled. */
export interface Slot {
  readonly slot: string;
  readonly description: string;
  /** `first`: the first rule that fits decides. `all`: all that fit show something, in their order. */
  readonly strategy: 'first' | 'all';
  /** How many items it shows at most. */
  readonly limit: number;
  readonly rules: readonly SlotRule[];
  /** The item for whom no rule fits; null: nothing. */
  readonly default: string | null;
  /** The item when something has failed, or nothing is known of the user; null: nothing. */
  readonly fallback: string | null;
}

/** What slots show: its words are those of the in-app template that goes into inboxes. */
export interface ContentItem {
  readonly item: string;
  /** The name of its template in the release. */
  readonly template: string;
  /** From when on somebody has to look whether it is still right; null: never. */
  readonly reviewBy: Instant | null;
}

/** The name of the template that a content item is compiled into; no folder of `templates/` can have it. */
export function templateOf(item: string): string {
  return `content/${item}`;
}
