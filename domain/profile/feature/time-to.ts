import { own } from '../../own.ts';
import { hour } from '../../time/instant.ts';
import { firstDateOf, isMoved } from './dates.ts';
import type { TimeTo } from './feature.ts';
import type { FeatureRule } from './kind.ts';

/** To a hundredth of an hour; who was there before has no time to it. */
export const timeTo: FeatureRule<TimeTo> = {
  value({ event, from }, _, { profile, zone }) {
    const begun = firstDateOf(from, profile, zone);
    const reached = own(profile.events, event)?.first;
    if (begun === undefined || reached === undefined || reached < begun) return undefined;
    return Math.round(((reached - begun) / hour) * 100) / 100;
  },
  moves: ({ from }, before, after) => isMoved(from, before, after),
};
