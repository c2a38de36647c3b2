import { canonicalJson } from '../../domain/canonical-json.ts';
import type { Condition } from '../../domain/condition/condition.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Store } from '../../store/index.ts';

/** For how many users a condition holds. */
export type Count = (condition: Condition) => Promise<number>;

/** Counts at one instant, the same condition once only: a clause alone is often the first of its list, too. */
export function createCounting({ audience }: Pick<Store, 'audience'>, at: Instant): Count {
  const known = new Map<string, Promise<number>>();
  return (condition) => {
    const key = canonicalJson(condition);
    const counted = known.get(key) ?? audience.count(condition, at);
    known.set(key, counted);
    return counted;
  };
}
