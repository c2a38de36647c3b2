import fc from 'fast-check';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { day, hour, type Instant } from '../../../domain/time/instant.ts';
import type { Known } from '../../support/facts.ts';
import { arms, dates, events, numbers, texts, versions } from './pools.ts';
import { now } from './workspace.ts';

const text = fc.constantFrom(...texts);
const date = fc.constantFrom(...dates);
const version = fc.constantFrom(...versions);
const number = fc.constantFrom(...numbers);
const scalar: fc.Arbitrary<Json> = fc.oneof(text, number, fc.boolean(), fc.constant(null), date, version);

const list = (element: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.array(element, { maxLength: 3 });

const company = fc.record({ size: scalar, tags: list(scalar), since: scalar }, { requiredKeys: [] });
const object = fc.oneof(company, fc.record({ other: scalar })) as fc.Arbitrary<Json>;

/** Mostly what was declared, sometimes whatever a caller may send instead. */
function like(declared: fc.Arbitrary<Json>, nested: boolean): fc.Arbitrary<Json> {
  const odd = nested ? [list(list(scalar))] : [];
  return fc.oneof(
    { weight: 6, arbitrary: declared },
    { weight: 2, arbitrary: scalar },
    { weight: 1, arbitrary: list(scalar) },
    { weight: 1, arbitrary: fc.oneof(...odd, object, list(object)) },
  );
}

function traits(nested: boolean): fc.Arbitrary<JsonObject> {
  return fc.record(
    {
      plan: like(text, nested),
      age: like(number, nested),
      onboarded: like(fc.boolean(), nested),
      createdAt: like(date, nested),
      build: like(version, nested),
      tags: like(list(text), nested),
      scores: like(list(number), nested),
      visits: like(list(date), nested),
      builds: like(list(version), nested),
      company: fc.oneof(object, list(nested ? fc.oneof(object, scalar, list(object)) : object), scalar),
    },
    { requiredKeys: [] },
  );
}

/** Instants of the last 20 days, many of them on the edges of the windows that conditions ask about. */
export const past: fc.Arbitrary<Instant> = fc.oneof(
  fc.constantFrom(0, 90_000, 36 * hour, 2 * day, 7 * day).map((ago) => now - ago),
  fc.integer({ min: 0, max: 20 * day }).map((ago) => now - ago),
);

/**
 * What is known of a user: facts as declared, and others as callers send them.
 * @param nested whether lists may hold lists, and lists of objects other things, which no declared fact does
 */
export function known(nested: boolean): fc.Arbitrary<Known> {
  const done = fc.array(past, { maxLength: 6 });
  return fc.record({
    traits: traits(nested),
    context: fc.record({ device: text, app_version: version }, { requiredKeys: [] }),
    events: fc.record(Object.fromEntries(events.map((event) => [event, done])), { requiredKeys: [] }),
    arms: fc.record({ tour: fc.constantFrom(...arms) }, { requiredKeys: [] }),
  }) as fc.Arbitrary<Known>;
}
