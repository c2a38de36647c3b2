import { day, type Instant } from '../../time/instant.ts';
import type { ActiveDays } from './feature.ts';
import type { FeatureRule } from './kind.ts';

/** Of each UTC day the newest instant, newest first: as many days as a window touches, and one more for decisions as of before. */
export const activeDays: FeatureRule<ActiveDays> = {
  count({ within }, { value }, done) {
    const known = Array.isArray(value) ? (value as readonly Instant[]) : [];
    const days = done.reduce((all, { at }) => withDay(all, at), known);
    return { state: undefined, value: days.slice(0, Math.ceil(within / day) + 2), isExact: true };
  },
};

function withDay(days: readonly Instant[], at: Instant): readonly Instant[] {
  const known = days.find((each) => dayOf(each) === dayOf(at));
  if (known !== undefined && known >= at) return days;
  return [...days.filter((each) => each !== known), at].sort((a, b) => b - a);
}

function dayOf(at: Instant): number {
  return Math.floor(at / day);
}
