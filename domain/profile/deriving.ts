import { canonicalJson } from '../canonical-json.ts';
import { valuesAt } from '../condition/read-fact.ts';
import { own } from '../own.ts';
import type { Instant } from '../time/instant.ts';
import { counterWith } from './counter.ts';
import type { CompiledChange, CompiledFeature, CompiledFilter } from './derivations.ts';
import { asOfNow, draftOf, profileOf, putInto, type Deriving, type Draft } from './draft.ts';
import type { UserEvent } from './event.ts';
import type { Done } from './feature/kind.ts';
import { changedWith, counterOfChanges, noChanges, type Changes, type Told } from './named/changes.ts';
import type { FilterEvent } from './named/named-event.ts';
import { emptySequence, stepped, type Sequence } from './named/sequence.ts';
import { isOwnEventId } from './own-event-id.ts';
import type { Profile } from './profile.ts';
import { doubted, valued } from './valued.ts';

/**
 * Derives the named events and features of a profile into which an event was folded already, from that event; the
 * result does not depend on the order of events. `begun` has made sure that the profile has what is to be derived.
 * @param before the profile without the event, its values as they were; null where any value may be another
 */
export function derivedWith(
  profile: Profile,
  event: UserEvent,
  deriving: Deriving & { readonly before: Profile | null },
): Profile {
  const { derivations, before } = deriving;
  if (derivations.keys.size === 0) return profile;
  const draft = draftOf(profile, event, deriving);
  for (const filter of derivations.filters) countFilter(draft, filter);
  for (const change of derivations.changes) countChange(draft, change);
  for (const feature of derivations.features) countFeature(draft, feature);
  const counted = profileOf(draft);
  const told = before === null || draft.doubts ? doubted(counted, derivations) : counted;
  return valued(told, derivations, before);
}

function countFilter(draft: Draft, filter: CompiledFilter): void {
  const { definition, passes } = filter;
  const fits = isDone(draft, definition.on) && passes(draft.event);
  const { sequence } = definition;
  if (sequence !== null) return countSequence(draft, filter, { sequence, fits });
  if (fits) countNamed(draft, filter.name, draft.event.timestamp);
}

function isDone({ done }: Draft, event: string): boolean {
  for (const { name } of done) if (name === event) return true;
  return false;
}

interface Following {
  readonly sequence: NonNullable<FilterEvent['sequence']>;
  /** Whether the event is the one that counts. */
  readonly fits: boolean;
}

function countSequence(draft: Draft, { name, key }: CompiledFilter, { sequence, fits }: Following): void {
  const { after, within } = sequence;
  if (!fits && !isDone(draft, after)) return;
  const before = draft.done.filter((each) => each.name === after).map(({ at }) => at);
  // The state is what this function gave.
  const state = (asOfNow(draft.derived)[key]?.state ?? emptySequence) as Sequence;
  const done = fits ? [draft.event.timestamp] : [];
  const told = stepped(state, { before, done, within });
  keep(draft, key, { state: told.sequence, isExact: told.isExact });
  for (const at of told.counts) countNamed(draft, name, at);
}

function countNamed({ events, days, done, event }: Draft, name: string, at: Instant): void {
  putInto(events, name, counterWith(own(asOfNow(events), name), at, days.get(name)));
  done.push({ name, at, event: at === event.timestamp ? event : null });
}

function countChange(draft: Draft, { name, key, keys }: CompiledChange): void {
  const told = toldOf(draft.event, keys);
  if (told === null) return;
  // The state is what this function gave.
  const before = (asOfNow(draft.derived)[key]?.state ?? noChanges) as Changes;
  const after = changedWith(before, told);
  if (after === before) return;
  keep(draft, key, { state: after ?? before, isExact: after !== null });
  const counter = counterOfChanges(after ?? before, own(asOfNow(draft.events), name));
  if (counter !== undefined) putInto(draft.events, name, counter);
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
  const known = { state: asOfNow(draft.derived)[key]?.state, value: own(asOfNow(draft.features), name) };
  const counted = rule.count(definition, known, done);
  keep(draft, key, counted);
  if (counted.value !== undefined) putInto(draft.features, name, counted.value);
}

/** What the user did, once: neither what is only told of them, nor what Usher tells itself. */
function activity({ event, done }: Draft): readonly Done[] {
  const does = event.type === 'track' || event.type === 'page' || event.type === 'screen';
  return does && !isOwnEventId(event.messageId) ? done.slice(0, 1) : [];
}

function keep(draft: Draft, key: string, { state, isExact }: { state: unknown; isExact: boolean }): void {
  const known = asOfNow(draft.derived)[key];
  if (known === undefined) return;
  const complete = known.complete && isExact;
  if (known.complete && !complete) draft.doubts = true;
  putInto(draft.derived, key, state === undefined ? { of: known.of, complete } : { of: known.of, complete, state });
}
