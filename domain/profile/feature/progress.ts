import { own } from '../../own.ts';
import type { Progress } from './feature.ts';
import type { FeatureRule } from './kind.ts';

export const progress: FeatureRule<Progress> = {
  value({ events }, _, { profile }) {
    return events.filter((event) => own(profile.events, event) !== undefined).length / events.length;
  },
};
