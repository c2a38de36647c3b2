import fc from 'fast-check';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { comparison } from './arbitrary-field.ts';
import { events } from './pools.ts';

const keyed = (key: string, value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  value.map((behind): JsonObject => ({ [key]: behind }));

/** How often something was done: `times` up to `most`, in one of the windows or ever. */
export function did(most: number, windows: readonly string[] = ['2d', '7d', '14d']): fc.Arbitrary<JsonObject> {
  const count = fc.nat(most);
  const counts = fc.array(count, { minLength: 1, maxLength: 3 });
  const counting = fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), count)
    .map(([key, times]): JsonObject => ({ [key]: times }));
  const both = fc.tuple(counting, counting).map(([one, other]): JsonObject => ({ ...one, ...other }));
  return fc.record(
    {
      event: fc.constantFrom(...events),
      times: fc.oneof<fc.Arbitrary<Json>[]>(count, both, keyed('$in', counts), keyed('$nin', counts)),
      within: fc.constantFrom(...windows),
    },
    { requiredKeys: ['event'] },
  );
}

function membership(names: readonly string[]): fc.Arbitrary<Json> {
  const name = fc.constantFrom(...names);
  const lists = fc.array(name, { minLength: 1, maxLength: 2 });
  const ofList = fc.constantFrom('$in', '$nin', '$all').chain((key) => keyed(key, lists));
  return fc.oneof<fc.Arbitrary<Json>[]>(name, keyed('$ne', name), ofList);
}

function group(of: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  const conditions = fc.array(of, { minLength: 1, maxLength: 3 });
  return fc.constantFrom('$and', '$or', '$nor').chain((key) => keyed(key, conditions));
}

/**
 * An authored condition, right by construction.
 * @param nullOrders whether an order may be asked of null
 */
export function condition(nullOrders: boolean): fc.Arbitrary<JsonObject> {
  const clause = fc.oneof(
    { weight: 8, arbitrary: comparison(nullOrders) },
    { weight: 2, arbitrary: keyed('did', did(4)) },
    { weight: 1, arbitrary: keyed('segments', membership(['new', 'team'])) },
    { weight: 1, arbitrary: keyed('completed', membership(['profile', 'project'])) },
  );
  const both = fc.tuple(clause, clause).map(([one, other]): JsonObject => ({ ...one, ...other }));
  return fc.oneof(
    { weight: 5, arbitrary: clause },
    { weight: 2, arbitrary: both },
    { weight: 2, arbitrary: group(fc.oneof(clause, both)) },
    { weight: 1, arbitrary: group(group(clause)) },
  );
}
