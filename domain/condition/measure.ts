import { own } from '../own.ts';
import { pathOf } from '../profile/feature/dates.ts';
import type { DaysSince, Feature } from '../profile/feature/feature.ts';
import type { Facts } from '../profile/facts.ts';
import type { FeatureValue } from '../profile/profile.ts';
import { day, type Instant } from '../time/instant.ts';
import { comparableOf } from './comparable.ts';
import type { Measure } from './condition.ts';
import { readerOf } from './read-fact.ts';
import { countRecent } from './recent.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How the value of a feature is read, by its kind. */
export function measureOf(feature: Feature, vocabulary: Pick<Vocabulary, 'zone' | 'named'>): Measure {
  switch (feature.kind) {
    case 'days_since':
      return daysOf(feature, vocabulary);
    case 'active_days':
      return { kind: 'recent', within: feature.within };
    case 'sessions':
      return feature.within === null ? { kind: 'count' } : { kind: 'recent', within: feature.within };
    case 'preferred':
    case 'progress':
    case 'time_to':
      return { kind: 'kept' };
  }
}

function daysOf({ since }: DaysSince, { zone, named = [] }: Pick<Vocabulary, 'zone' | 'named'>): Measure {
  const isNamed = since.kind === 'event' && named.includes(since.event);
  return { kind: 'days', of: pathOf(since), zone, ...(isNamed && { named: isNamed }) };
}

/** A feature, and how its value is read. */
interface Measuring {
  readonly feature: string;
  readonly measure: Measure;
}

/** What a feature is for a user at an instant; undefined where there is nothing to tell it from. */
export function measured({ feature: name, measure }: Measuring, facts: Facts, now: Instant): FeatureValue | undefined {
  switch (measure.kind) {
    case 'kept':
      return own(facts.profile.features, name);
    case 'count':
      return own(facts.profile.features, name) ?? 0;
    case 'recent':
      return countRecent(facts, name, now - measure.within);
    case 'days': {
      const date = dateOf(measure.of, measure.zone, facts);
      return date === undefined ? undefined : Math.floor((now - date) / day);
    }
  }
}

function dateOf(path: string, zone: string, facts: Facts): Instant | undefined {
  const reader = readerOf(path);
  const [met] = reader.kind === 'one' ? [reader.read(facts)] : reader.read(facts);
  const date = met === undefined ? undefined : comparableOf('date', zone)?.(met);
  return typeof date === 'number' ? date : undefined;
}
