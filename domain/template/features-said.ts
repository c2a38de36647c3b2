import { measured, measureOf } from '../condition/measure.ts';
import { own } from '../own.ts';
import type { Facts } from '../profile/facts.ts';
import type { FeatureValue } from '../profile/profile.ts';
import type { ReleaseContent } from '../release/release.ts';
import type { Instant } from '../time/instant.ts';
import type { Template } from './template.ts';

/** What a template may say of what is derived of its reader: `{{ features.progress }}`. What is not known is empty. */
export type FeaturesSaid = Readonly<Record<string, FeatureValue>>;

interface Reading {
  readonly facts: Facts;
  readonly now: Instant;
}

/** Of a template that names no feature. */
const silent: FeaturesSaid = {};

/** The features that a template names, as they are for a user at an instant, and as conditions see them. */
export function featuresSaid(
  { features: names = [] }: Pick<Template, 'features'>,
  { features, settings }: Pick<ReleaseContent, 'features'> & { readonly settings: { readonly zone: string } },
  { facts, now }: Reading,
): FeaturesSaid {
  if (names.length === 0) return silent;
  const values = names.flatMap((name): (readonly [string, FeatureValue])[] => {
    const feature = own(features, name);
    const value = feature && measured({ feature: name, measure: measureOf(feature, settings) }, facts, now);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}
