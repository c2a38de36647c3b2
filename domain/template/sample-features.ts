import type { Feature } from '../profile/feature/feature.ts';
import type { FeatureValue, Profile } from '../profile/profile.ts';
import { day, type Instant } from '../time/instant.ts';

/** Days, times and sessions of somebody who does not exist. */
const some = 3;

/** What features are derived from, and what they are, for somebody who does not exist: three of whatever is counted. */
export function sampleFeatures(
  features: Readonly<Record<string, Feature>>,
  now: Instant,
): Pick<Profile, 'features' | 'events' | 'firstSeen' | 'lastSeen'> {
  const before = now - some * day;
  const counter = { count: some, first: before, last: before, recent: Array.from({ length: some }, () => before) };
  const dates = Object.values(features).flatMap((feature) => (feature.kind === 'days_since' ? [feature.since] : []));
  const events = dates.flatMap((since) => (since.kind === 'event' ? [[since.event, counter] as const] : []));
  const kept = Object.entries(features).flatMap(([name, feature]): (readonly [string, FeatureValue])[] => {
    const value = valueOf(name, feature, now);
    return value === null ? [] : [[name, value]];
  });
  return {
    features: Object.fromEntries(kept),
    events: Object.fromEntries(events),
    firstSeen: before,
    lastSeen: before,
  };
}

/** Null: nothing is kept of it. */
function valueOf(name: string, feature: Feature, now: Instant): FeatureValue | null {
  switch (feature.kind) {
    case 'days_since':
      return null;
    case 'active_days':
      return Array.from({ length: some }, () => now);
    case 'sessions':
      return feature.within === null ? some : Array.from({ length: some }, () => now);
    case 'preferred':
      return feature.by.kind === 'hour' ? 9 : name;
    case 'progress':
      return 0.5;
    case 'time_to':
      return some * 24;
  }
}
