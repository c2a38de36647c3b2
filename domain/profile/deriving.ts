import { canonicalJson } from '../canonical-json.ts';
import { valuesAt } from '../condition/read-fact.ts';
import { own } from '../own.ts';
import { copied, merged, put, withOwn } from '../record.ts';
import type { Instant } from '../time/instant.ts';
import { counterWith, type DaysKept } from './counter.ts';
import type { CompiledChange, CompiledFeature, CompiledFilter, Derivations } from './derivations.ts';
import type { Derived } from './derived.ts';
import type { UserEvent } from './event.ts';
import type { Done } from './feature/kind.ts';
import { changedWith, counterOfChanges, noChanges, type Changes, type Told } from './named/changes.ts';
import { emptySequence, stepped, type Sequence } from './named/sequence.ts';
import { isOwnEventId } from './own-event-id.ts';
import type { EventCounter, FeatureValue, Profile } from './profile.ts';

/** What is derived, and of which events whole days are counted. */
export interface Deriving {
  readonly derivations: Derivations;
  readonly days: DaysKept;
}

/** A profile under way: its records are copies, changed in place. */
interface Draft extends Deriving {
  readonly profile: Profile;
  readonly events: Record<string, EventCounter>;
  readonly features: Record<string, FeatureValue>;
  readonly derived: Record<string, Derived>;
  readonly event: UserEvent;
  /** What was done with this event, under all of its names. */
  readonly done: Done[];
}

/**
 * Derives the named events and features of a profile into which an event was folded already, from that event; the
 * result does not depend on the order of events. `begun` has made sure that the profile has what is to be derived.
 */
export function derivedWith(profile: Profile, event: UserEvent, deriving: Deriving): Profile {
  const { derivations } = deriving;
  if (derivations.keys.size === 0) return profile;
  const draft = draftOf(profile, event, deriving);
  for (const filter of derivations.filters) countFilter(draft, filter);
  for (const change of derivations.changes) countChange(draft, change);
  for (const feature of derivations.features) countFeature(draft, feature);
  const { events, features, derived } = draft;
  return valued(merged(profile, { events, features, derived }), derivations);
}

function draftOf(profile: Profile, event: UserEvent, deriving: Deriving): Draft {
  const { names } = deriving.derivations;
  const name = event.name === null || names.has(event.name) ? null : event.name;
  const records = {
    events: copied(profile.events),
    features: copied(profile.features),
    derived: copied(profile.derived),
  };
  return { ...deriving, profile, ...records, event, done: [{ name, at: event.timestamp, event }] };
}

function countFilter(draft: Draft, filter: CompiledFilter): void {
  const { definition, passes } = filter;
  const fits = draft.done.some(({ name }) => name === definition.on) && passes(draft.event);
  const { sequence } = definition;
  if (sequence !== null) return countSequence(draft, filter, { ...sequence, fits });
  if (fits) countNamed(draft, filter.name, draft.event.timestamp);
}

interface Following {
  readonly after: string;
  readonly within: number;
  /** Whether the event is the one that counts. */
  readonly fits: boolean;
}

function countSequence(draft: Draft, { name, key }: CompiledFilter, { after, within, fits }: Following): void {
  const before = draft.done.filter((each) => each.name === after).map(({ at }) => at);
  if (before.length === 0 && !fits) return;
  const known = draft.derived[key];
  // The state is what this function gave.
  const state = (known?.state ?? emptySequence) as Sequence;
  const done = fits ? [draft.event.timestamp] : [];
  const { sequence, counts, isExact } = stepped(state, { before, done, within });
  keep(draft, key, { state: sequence, isExact });
  for (const at of counts) countNamed(draft, name, at);
}

function countNamed({ events, days, done, event }: Draft, name: string, at: Instant): void {
  put(events, name, counterWith(own(events, name), at, days.get(name)));
  done.push({ name, at, event: at === event.timestamp ? event : null });
}

function countChange(draft: Draft, { name, key, keys }: CompiledChange): void {
  const told = toldOf(draft.event, keys);
  if (told === null) return;
  // The state is what this function gave.
  const before = (draft.derived[key]?.state ?? noChanges) as Changes;
  const after = changedWith(before, told);
  if (after === before) return;
  keep(draft, key, { state: after ?? before, isExact: after !== null });
  const counter = counterOfChanges(after ?? before, own(draft.events, name));
  if (counter !== undefined) put(draft.events, name, counter);
}

/** What an event tells of a trait; null where it tells nothing of it. */
function toldOf({ type, traits, timestamp }: UserEvent, keys: readonly string[]): Told | null {
  if (type !== 'identify' || !Object.hasOwn(traits, keys[0] ?? '')) return null;
  const [value = null] = valuesAt(traits, keys);
  return { value: canonicalJson(value), at: timestamp };
}

function countFeature(draft: Draft, { name, key, definition, rule, on }: CompiledFeature): void {
  if (rule.count === undefined) return;
  const done = on === null ? activity(draft) : draft.done.filter((each) => each.name !== null && on.has(each.name));
  if (done.length === 0) return;
  const known = { state: draft.derived[key]?.state, value: own(draft.features, name) };
  const counted = rule.count(definition, known, done);
  keep(draft, key, counted);
  if (counted.value !== undefined) put(draft.features, name, counted.value);
}

/** What the user did, once: neither what is only told of them, nor what Usher tells itself. */
function activity({ event, done }: Draft): readonly Done[] {
  const does = event.type === 'track' || event.type === 'page' || event.type === 'screen';
  return does && !isOwnEventId(event.messageId) ? done.slice(0, 1) : [];
}

function keep({ derived }: Draft, key: string, { state, isExact }: { state: unknown; isExact: boolean }): void {
  const known = derived[key];
  if (known === undefined) return;
  const { of, complete } = known;
  put(derived, key, { of, complete: complete && isExact, ...(state !== undefined && { state }) });
}

/** With what depends on other facts of the profile as well, and the incompleteness of all that has an incomplete source. */
export function valued(profile: Profile, derivations: Derivations): Profile {
  const derived = doubted(profile.derived, derivations);
  const features = reckoned(profile, derived, derivations);
  return derived === profile.derived && features === profile.features ? profile : { ...profile, derived, features };
}

function doubted(known: Profile['derived'], { features, filters }: Derivations): Profile['derived'] {
  let derived = known;
  for (const { key, sources } of [...filters, ...features]) {
    const each = derived[key];
    if (each?.complete !== true || sources.every((source) => derived[source]?.complete !== false)) continue;
    derived = withOwn(derived, key, { ...each, complete: false });
  }
  return derived;
}

function reckoned(profile: Profile, derived: Profile['derived'], { features, zone }: Derivations): Profile['features'] {
  let values = profile.features;
  for (const { name, key, definition, rule } of features) {
    if (rule.value === undefined) continue;
    const value = rule.value(definition, derived[key]?.state, { profile, zone });
    if (value !== own(values, name)) values = withValue(values, name, value);
  }
  return values;
}

function withValue(values: Profile['features'], name: string, value: FeatureValue | undefined): Profile['features'] {
  if (value !== undefined) return withOwn(values, name, value);
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
}
