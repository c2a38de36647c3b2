import { comparableFacts, comparableOf } from '../domain/condition/comparable.ts';
import type { Layout } from '../domain/condition/layout.ts';
import type { Declaration } from '../domain/condition/vocabulary.ts';
import type { JsonObject } from '../domain/json.ts';
import { contextDeclarations } from '../domain/profile/context.ts';
import type { Profile } from '../domain/profile/profile.ts';
import { encodeKey } from './encode.ts';

/** Where a user's document has what a query asks for. */
export const userLayout: Layout = (place) => {
  if (place.kind === 'event') return `profile.events.${encodeKey(place.event)}.${place.part}`;
  if (place.kind === 'feature') return `profile.features.${encodeKey(place.feature)}`;
  if (place.kind === 'seen') return place.part === 'first' ? 'profile.firstSeen' : 'profile.lastSeen';
  const [root = '', ...keys] = place.path.split('.');
  if (root === 'arms') return `arms.${encodeKey(keys.join('.'))}`;
  const compared = place.type === 'date' || place.type === 'version';
  return [compared ? `comparable.${place.type}` : 'profile', root, ...keys.map(encodeKey)].join('.');
};

/** What the declared dates and versions of a user are compared as, for each of the two types. */
export interface Comparables {
  readonly date: ComparableFacts;
  readonly version: ComparableFacts;
}

interface ComparableFacts {
  readonly traits: JsonObject;
  readonly context: JsonObject;
}

/** What a release declares of traits, and in which zone a bare date is meant. */
interface Declaring {
  readonly settings: { readonly zone: string };
  readonly traits: Readonly<Record<string, Declaration>>;
  /** Besides what every profile has. */
  readonly context?: Readonly<Record<string, Declaration>>;
}

/** What a document keeps beside a profile, so that the database compares dates and versions as memory does. */
export function comparablesOf(profile: Profile, declaring: Declaring): Comparables {
  return { date: ofType('date', profile, declaring), version: ofType('version', profile, declaring) };
}

function ofType(type: keyof Comparables, { traits, context }: Profile, declaring: Declaring): ComparableFacts {
  const comparable = comparableOf(type, declaring.settings.zone) ?? ((value) => value);
  return {
    traits: comparableFacts(declaredAs(type, traits, declaring.traits), comparable),
    context: comparableFacts(declaredAs(type, context, { ...declaring.context, ...contextDeclarations }), comparable),
  };
}

/** The facts that are declared so, or hold one that is: the rest would only make documents larger. */
function declaredAs(type: keyof Comparables, facts: JsonObject, declared: Declaring['traits']): JsonObject {
  const paths = Object.keys(declared).filter((path) => declared[path]?.type === type);
  const names = new Set(paths.map((path) => path.split('.', 1)[0]));
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.has(name)));
}
