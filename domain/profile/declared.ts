import { foundWords } from '../condition/found.ts';
import { isList, isObject } from '../condition/comparable.ts';
import type { FactType } from '../condition/condition.ts';
import { parseIsoDate } from '../condition/iso-date.ts';
import { versionKey } from '../condition/version.ts';
import type { Declaration } from '../condition/vocabulary.ts';
import type { Json, JsonObject } from '../json.ts';
import { own } from '../own.ts';
import { oncePer } from '../once.ts';

/** A declared trait that was told to be of another type. */
export interface WrongType {
  /** Its whole path: `traits.company.size`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** What traits are by a release's declarations. */
export interface Checked {
  readonly wrong: readonly WrongType[];
  /** Paths of traits that are declared nowhere; kept all the same. */
  readonly undeclared: readonly string[];
}

type Declarations = Readonly<Record<string, Declaration>>;

/** Where mail goes, and what the surroundings do not tell: Usher asks for these by itself. */
const knownAnyway = new Set(['email', 'locale', 'timezone', 'country']);

/** What an event tells of undeclared traits is told back: enough of it to see what is wrong. */
const mostUndeclared = 20;

/** Looks at the traits that an event tells, or that a user has. Null is of every type: it says that nothing is known. */
export function checkTraits(traits: JsonObject, declarations: Declarations): Checked {
  const checking: Checking = { wrong: [], undeclared: [] };
  look(traits, treeOf(declarations), { path: [], checking });
  return { wrong: checking.wrong, undeclared: checking.undeclared.slice(0, mostUndeclared) };
}

interface Checking {
  readonly wrong: WrongType[];
  readonly undeclared: string[];
}

/** Declared paths, key by key. */
interface Tree {
  declaration?: Declaration;
  readonly below: Map<string, Tree>;
}

const treeOf = oncePer((declarations: Declarations): Tree => {
  const root: Tree = { below: new Map() };
  for (const [path, declaration] of Object.entries(declarations)) {
    let place = root;
    for (const key of path.split('.')) {
      const next = place.below.get(key) ?? { below: new Map() };
      place.below.set(key, next);
      place = next;
    }
    place.declaration = declaration;
  }
  return root;
});

interface Place {
  readonly path: readonly string[];
  readonly checking: Checking;
}

function look(object: JsonObject, { below }: Tree, { path, checking }: Place): void {
  for (const key of Object.keys(object)) {
    const value = own(object, key) ?? null;
    const place = { path: [...path, key], checking };
    const declared = below.get(key);
    if (declared === undefined) note(place);
    else if (value !== null) lookAt(value, declared, place);
  }
}

function note({ path, checking }: Place): void {
  const name = path.join('.');
  if (!knownAnyway.has(name)) checking.undeclared.push(name);
}

function lookAt(value: Json, tree: Tree, place: Place): void {
  const { declaration, below } = tree;
  if (declaration !== undefined && fits(value, declaration)) return;
  const objects = isList(value) ? value : [value];
  if (below.size > 0 && objects.every(isObject)) return objects.forEach((each) => look(each, tree, place));
  const expected = declaration === undefined ? `a mapping with ${[...below.keys()].join(', ')}` : words(declaration);
  const { path, checking } = place;
  checking.wrong.push({ path: ['traits', ...path].join('.'), found: foundWords(value), expected });
}

function fits(value: Json, { type, list }: Declaration): boolean {
  if (!list) return types[type].fits(value);
  return isList(value) && value.every((each) => each === null || types[type].fits(each));
}

function words({ type, list }: Declaration): string {
  return list ? `a list, each ${types[type].words}` : types[type].words;
}

/** What a JavaScript date can hold, in milliseconds on either side of 1970. */
const lastInstant = 8.64e15;

interface Type {
  readonly words: string;
  readonly fits: (value: Json) => boolean;
}

const types: Readonly<Record<FactType, Type>> = {
  string: { words: 'a text', fits: (value) => typeof value === 'string' },
  number: { words: 'a number', fits: (value) => typeof value === 'number' },
  boolean: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  date: {
    words: 'a date such as 2026-03-01 or 2026-03-01T09:00:00Z, or milliseconds since 1970',
    fits: (value) => (typeof value === 'number' ? Math.abs(value) <= lastInstant : isDate(value)),
  },
  version: {
    words: 'a version such as "1.10.2"',
    fits: (value) => typeof value === 'string' && versionKey(value) !== null,
  },
};

function isDate(value: Json): boolean {
  return typeof value === 'string' && parseIsoDate(value, 'UTC') !== null;
}
