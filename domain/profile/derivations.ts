import type { ReleaseContent } from '../release/release.ts';
import { eventKey, featureKey } from './derived.ts';
import type { UserEvent } from './event.ts';
import type { Feature } from './feature/feature.ts';
import { ruleOf } from './feature/kinds.ts';
import type { FeatureRule } from './feature/kind.ts';
import type { ChangeEvent, FilterEvent } from './named/named-event.ts';
import { compileWhere } from './named/where.ts';

interface Compiled {
  readonly name: string;
  readonly key: string;
  /** The keys of the named events that it is derived from. */
  readonly sources: readonly string[];
}

export interface CompiledFilter extends Compiled {
  readonly definition: FilterEvent;
  readonly passes: (event: UserEvent) => boolean;
}

export interface CompiledChange extends Compiled {
  readonly definition: ChangeEvent;
  /** The path of the trait. */
  readonly keys: readonly string[];
}

export interface CompiledFeature extends Compiled {
  readonly definition: Feature;
  readonly rule: FeatureRule<Feature>;
  /** The names of the events that it counts; null: whatever the user does. */
  readonly on: ReadonlySet<string> | null;
  /** The names of the events whose counters its value is told from. */
  readonly reads: readonly string[];
}

/** What a release derives from events, ready to be computed with each of them. */
export interface Derivations {
  readonly zone: string;
  /** Each after those that it comes after. */
  readonly filters: readonly CompiledFilter[];
  readonly changes: readonly CompiledChange[];
  readonly features: readonly CompiledFeature[];
  /** All of them: key → the hash of the definition. */
  readonly keys: ReadonlyMap<string, string>;
  /** The names of named events: an event that is sent under one of them is not counted. */
  readonly names: ReadonlySet<string>;
}

type Defining = Pick<ReleaseContent, 'named' | 'features' | 'settings'>;

/** Compiles what a release derives from events. */
export function derivationsOf({ named, features, settings }: Defining): Derivations {
  const names = new Set(Object.keys(named));
  const events = Object.entries(named);
  const filters = inOrder(
    events.flatMap(([name, each]) => (each.kind === 'event' ? [filterOf(name, each, names)] : [])),
  );
  const changes = events.flatMap(([name, each]) => (each.kind === 'change' ? [changeOf(name, each)] : []));
  const kept = Object.entries(features).flatMap(([name, each]) => featureOf(name, each, names));
  const keys = new Map([...filters, ...changes, ...kept].map(({ key, definition }) => [key, definition.of]));
  return { zone: settings.zone, filters, changes, features: kept, keys, names };
}

function filterOf(name: string, definition: FilterEvent, names: ReadonlySet<string>): CompiledFilter {
  const after = definition.sequence?.after;
  const sources = after !== undefined && names.has(after) ? [eventKey(after)] : [];
  return { name, key: eventKey(name), sources, definition, passes: compileWhere(definition.where) };
}

function changeOf(name: string, definition: ChangeEvent): CompiledChange {
  return { name, key: eventKey(name), sources: [], definition, keys: definition.trait.split('.') };
}

/** Days since a date are asked of the date itself: nothing is kept of them. */
function featureOf(name: string, definition: Feature, names: ReadonlySet<string>): readonly CompiledFeature[] {
  if (definition.kind === 'days_since') return [];
  const events = eventsOfFeature(definition);
  const sources = events.filter((event) => names.has(event)).map(eventKey);
  const on = 'on' in definition && definition.on !== null ? new Set(definition.on) : null;
  return [{ name, key: featureKey(name), sources, definition, rule: ruleOf(definition), on, reads: events }];
}

/** The names of the events that a feature is derived from, as they are sent or named; of whatever the user does, none. */
export function eventsOfFeature(feature: Feature): readonly string[] {
  switch (feature.kind) {
    case 'days_since':
      return feature.since.kind === 'event' ? [feature.since.event] : [];
    case 'time_to':
      return [feature.event, ...(feature.from.kind === 'event' ? [feature.from.event] : [])];
    case 'progress':
      return feature.events;
    case 'active_days':
    case 'sessions':
    case 'preferred':
      return feature.on ?? [];
  }
}

/** Whatever an event is derived from comes before it; there is no circle in it. */
function inOrder(filters: readonly CompiledFilter[]): readonly CompiledFilter[] {
  const ordered: CompiledFilter[] = [];
  const known = new Map(filters.map((filter) => [filter.name, filter]));
  const place = (filter: CompiledFilter): void => {
    if (ordered.includes(filter)) return;
    const before = known.get(filter.definition.sequence?.after ?? '');
    if (before !== undefined) place(before);
    ordered.push(filter);
  };
  filters.forEach(place);
  return ordered;
}
