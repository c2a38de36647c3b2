import { own } from '../own.ts';
import { placeOf, type FactPlace } from './fact-path.ts';
import { longestText } from './limits.ts';
import { didYouMean } from './nearest.ts';
import { quoted } from './found.ts';
import type { At, Parsing } from './parsing.ts';
import type { Declaration, Vocabulary } from './vocabulary.ts';

/** A fact that a condition may compare. */
export interface Fact extends Declaration {
  readonly path: string;
  /** The only values it can have, where they are known: an experiment's arms. */
  readonly among: readonly string[] | null;
  /** A counter of an event of the workspace's own. */
  readonly named?: boolean;
}

const notYet = ['scores', 'clusters'];
const roots = ['traits', 'context', 'arms', 'events', 'features'];

/** Finds the fact that a key names; null, with a problem, for a name that means nothing. */
export function parseFact(key: string, at: At, parsing: Parsing): Fact | null {
  const root = key.split('.', 1)[0] ?? '';
  if (notYet.includes(root)) {
    return parsing.problem(at, 'NOT_YET', `${quoted(key)}: ${root} cannot be used in conditions yet`);
  }
  const place = key.length > longestText ? null : placeOf(key);
  const fact = place === null ? null : factAt(place, key, parsing.vocabulary);
  if (fact !== null) return knownEvent(place, at, parsing) ? fact : null;
  return parsing.problem(at, 'FACT_UNKNOWN', `${quoted(key)} is no known fact${hint(key, parsing.vocabulary)}`);
}

function factAt(place: FactPlace, path: string, vocabulary: Vocabulary): Fact | null {
  if (place.kind === 'events') {
    const named = vocabulary.named?.includes(place.event) === true;
    return { path, ...counterTypes[place.part], among: null, named };
  }
  // Features are read by `parseFeature`; when somebody was seen only they ask.
  if (place.kind === 'feature' || place.kind === 'seen') return null;
  if (place.kind === 'arms') {
    const among = own(vocabulary.experiments, place.experiment);
    return among === undefined ? null : { path, type: 'string', list: false, among };
  }
  const declared = own(vocabulary[place.kind], place.keys.join('.'));
  // MongoDB reads a number in a path as an index too: such a name cannot be asked for.
  if (declared === undefined || place.keys.some((part) => /^\d+$/.test(part))) return null;
  return { path, ...declared, among: null };
}

const counterTypes: Readonly<Record<'count' | 'first' | 'last', Declaration>> = {
  count: { type: 'number', list: false },
  first: { type: 'date', list: false },
  last: { type: 'date', list: false },
};

function knownEvent(place: FactPlace | null, at: At, parsing: Parsing): boolean {
  return place?.kind !== 'events' || parseEvent(place.event, at, parsing) !== null;
}

/** Accepts an event's name: any, unless the workspace lists its events. */
export function parseEvent(raw: unknown, at: At, parsing: Parsing): string | null {
  if (typeof raw !== 'string' || raw === '' || raw.length > longestText) {
    return parsing.problem(at, 'OPERAND_INVALID', 'expected the name of an event, such as Project Created');
  }
  const { events } = parsing.vocabulary;
  if (events === undefined || events.includes(raw)) return raw;
  return parsing.problem(at, 'NAME_UNKNOWN', `no event is named ${quoted(raw)}${didYouMean(raw, events)}`);
}

/** The nearest fact, or what facts there are. */
function hint(key: string, vocabulary: Vocabulary): string {
  const facts = factNames(vocabulary);
  const bare = facts.find((fact) => fact.slice(fact.indexOf('.') + 1) === key);
  if (bare !== undefined) return `, did you mean "${bare}"?`;
  if (roots.includes(key)) return `: write every fact with its whole path, as in ${facts[0] ?? 'traits.plan'}`;
  if (key.startsWith('events.')) return ': write events.<Name>.count, events.<Name>.first or events.<Name>.last';
  const near = didYouMean(key, [...facts, 'segments', 'completed', 'did']);
  return near === ''
    ? ': facts begin with traits., context., events., arms. or features., or are segments, completed or did'
    : near;
}

function factNames(vocabulary: Vocabulary): string[] {
  return [
    ...Object.keys(vocabulary.traits).map((name) => `traits.${name}`),
    ...Object.keys(vocabulary.context).map((name) => `context.${name}`),
    ...Object.keys(vocabulary.experiments).map((name) => `arms.${name}`),
    ...Object.keys(vocabulary.features ?? {}).map((name) => `features.${name}`),
  ];
}
