import type { Json } from '../json.ts';
import { oncePer } from '../once.ts';
import { durationWords } from '../time/duration.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { comparableValue, compileField, type Holds } from './compile-field.ts';
import { isList } from './comparable.ts';
import type { FieldCondition, Test } from './condition.ts';
import { factWords, missingWords, placeOf } from './fact-path.ts';
import { limitsOf } from './number-words.ts';
import { phraseOf, type Phrase } from './phrase.ts';
import { readerOf } from './read-fact.ts';
import { dateWords, distanceWords, metWords } from './value-words.ts';

/** What one field's tests met, the failing ones if there are: `plan is not set, so not enterprise`. */
export function fieldWordsMet(field: FieldCondition, facts: Facts, now: Instant): string {
  const met = readMet(field, facts);
  const asked = askedOf(field).map((each) => ({ holds: each.ask(facts, now), ...each }));
  const failing = asked.filter(({ holds }) => !holds);
  const told = failing.length > 0 ? failing : asked;
  return told.map(({ test, phrase, holds }) => testWords(test, field, { met, holds, now, phrase })).join(' and ');
}

/** One of a field's tests, ready to be asked alone and told. */
interface Asked {
  readonly test: Test;
  readonly ask: Holds;
  readonly phrase: Phrase;
}

const askedOf = oncePer((field: FieldCondition): readonly Asked[] =>
  field.tests.map((test) => ({
    test,
    ask: compileField({ ...field, tests: [test] }),
    phrase: phraseOf(test, field),
  })),
);

interface Met {
  /** Undefined where the fact is missing. */
  readonly met: Json | undefined;
  readonly holds: boolean;
  readonly now: Instant;
  readonly phrase: Phrase;
}

function testWords(test: Test, field: FieldCondition, { met, holds, now, phrase }: Met): string {
  if (met === undefined || met === null) return missing(field, holds ? phrase.bare : phrase.bareNot);
  const at = instantOf(met, field);
  const distance = at === null ? null : distanceWordsOf(test, field, { at, now });
  if (distance !== null) return distance;
  const predicate = predicateOf(test, { met, holds, phrase });
  const { name } = namesOf(field);
  if (saysItAll(test, met, holds)) return `${name} ${predicate}`;
  const value = at === null ? metWords(met, limitsOf(test)) : dateWords(at, field.zone ?? 'UTC');
  return `${name} ${value} ${predicate}`;
}

/** Of a list: that it includes, or does not, what a single value would have to be. */
function predicateOf(test: Test, { met, holds, phrase }: Omit<Met, 'now'>): string {
  const negative = ofElements(test, met);
  if (negative === null) return holds ? phrase.yes : phrase.no;
  return `${holds === negative ? 'does not include' : 'includes'} ${negative ? phrase.bareNot : phrase.bare}`;
}

/** Whether a test denies something of a list's elements; null for one that is not of its elements. */
function ofElements(test: Test, met: Json | undefined): boolean | null {
  if (!isList(met) || test.kind !== 'compare') return null;
  const { comparison, operand } = test;
  if (comparison === 'in' || comparison === 'nin') return comparison === 'nin';
  if (operand.kind !== 'value' || operand.value === null) return null;
  return comparison === 'eq' || comparison === 'ne' ? comparison === 'ne' : null;
}

/** A value equal to the operand need not be named twice. */
function saysItAll(test: Test, met: Json, holds: boolean): boolean {
  if (test.kind !== 'compare' || isList(met)) return false;
  return (test.comparison === 'eq' && holds) || (test.comparison === 'ne' && !holds);
}

function missing(field: FieldCondition, bare: string): string {
  const words = namesOf(field).missing;
  return bare === 'set' || bare === 'not set' ? words : `${words}, so ${bare}`;
}

/** A date against a limit from now: how far it is, and how far it may or has to be; null for other tests. */
function distanceWordsOf(test: Test, field: FieldCondition, { at, now }: { at: Instant; now: Instant }): string | null {
  if (test.kind !== 'compare' || test.operand.kind !== 'relative') return null;
  const { offset } = test.operand;
  const later = test.comparison === 'gt' || test.comparison === 'gte';
  const word = later === offset <= 0 ? 'limit' : 'needs';
  return `${namesOf(field).happening} ${distanceWords(at, now)}, ${word} ${durationWords(Math.abs(offset))}`;
}

/** What people call a field's fact: by itself, where it is missing, and as something that happens at a time. */
const namesOf = oncePer(({ path }: FieldCondition) => ({
  name: factWords(path),
  missing: missingWords(path),
  happening: happening(path),
}));

/** An event's last time is the event itself: `Signed Up 1 day ago`. */
function happening(path: string): string {
  const place = placeOf(path);
  return place?.kind === 'events' && place.part === 'last' ? place.event : factWords(path);
}

/** What a JavaScript date can hold, in milliseconds on either side of 1970. */
const lastInstant = 8.64e15;

function instantOf(met: Json, field: FieldCondition): Instant | null {
  if (field.type !== 'date') return null;
  const value = comparable(field)(met);
  if (typeof value !== 'number') return null;
  return Math.abs(value) <= lastInstant ? Math.floor(value) : null;
}

const comparable = oncePer(comparableValue);

const fieldReader = oncePer(({ path }: FieldCondition) => readerOf(path));

/** A path that leads to several values shows them all. */
function readMet(field: FieldCondition, facts: Facts): Json | undefined {
  const reader = fieldReader(field);
  if (reader.kind === 'one') return reader.read(facts);
  const [first, ...others] = reader.read(facts);
  return others.length === 0 ? first : [first ?? null, ...others.map((other) => other ?? null)];
}
