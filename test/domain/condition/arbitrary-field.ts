import fc from 'fast-check';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { arms, dates, durations, literals, numbers, texts, versions } from './pools.ts';

type Kind = 'text' | 'number' | 'flag' | 'date' | 'version' | 'arm';

interface Shape {
  readonly kind: Kind;
  readonly list: boolean;
}

interface Field extends Shape {
  readonly path: string;
}

const one = (path: string, kind: Kind): Field => ({ path, kind, list: false });
const many = (path: string, kind: Kind): Field => ({ path, kind, list: true });

const fields: readonly Field[] = [
  one('traits.plan', 'text'),
  one('traits.age', 'number'),
  one('traits.onboarded', 'flag'),
  one('traits.createdAt', 'date'),
  one('traits.build', 'version'),
  many('traits.tags', 'text'),
  many('traits.scores', 'number'),
  many('traits.visits', 'date'),
  many('traits.builds', 'version'),
  one('traits.company.size', 'number'),
  many('traits.company.tags', 'text'),
  one('traits.company.since', 'date'),
  one('context.device', 'text'),
  one('context.app_version', 'version'),
  one('arms.tour', 'arm'),
  one('events.Signed Up.count', 'number'),
  one('events.Project Created.first', 'date'),
  one('events.a.b.last', 'date'),
];

const operands: Readonly<Record<Kind, fc.Arbitrary<Json>>> = {
  text: fc.constantFrom(...texts),
  number: fc.constantFrom(...numbers),
  flag: fc.boolean(),
  date: fc.constantFrom(...dates),
  version: fc.constantFrom(...versions),
  arm: fc.constantFrom(...arms),
};

const relative = fc
  .tuple(fc.constantFrom('$ago', '$ahead'), fc.constantFrom(...durations))
  .map(([key, duration]): JsonObject => ({ [key]: duration }));

interface Level {
  /** Inside `$elemMatch`, where lists have no place. */
  readonly element: boolean;
  /** How many further `$not` and `$elemMatch` may follow. */
  readonly depth: number;
  /** Whether an order may be asked of null. */
  readonly nullOrders: boolean;
}

type Operators = Readonly<Record<string, fc.Arbitrary<Json>>>;

function operatorsOf(shape: Shape, level: Level): Operators {
  const { kind, list } = shape;
  const operand = operands[kind];
  const value = fc.oneof({ weight: 5, arbitrary: operand }, { weight: 1, arbitrary: fc.constant(null) });
  const values: fc.Arbitrary<Json> = fc.array(value, { maxLength: 3 });
  const bound = level.nullOrders ? value : operand;
  const order = kind === 'date' ? fc.oneof(bound, relative) : bound;
  const ofList = list && !level.element;
  const equal = ofList ? fc.oneof(value, values) : value;
  const literal = fc.constantFrom(...literals);
  return {
    ...{ $eq: equal, $ne: equal, $in: values, $nin: values, $exists: fc.boolean() },
    ...(kind !== 'flag' && { $gt: order, $gte: order, $lt: order, $lte: order }),
    ...(kind === 'text' && { $starts: literal, $ends: literal, $contains: literal }),
    ...(ofList && { $all: fc.array(value, { minLength: 1, maxLength: 3 }), $size: fc.nat(3) }),
    ...(level.depth > 0 && nestedOperators(shape, { ...level, depth: level.depth - 1 })),
  };
}

function nestedOperators(shape: Shape, level: Level): Operators {
  const ofList = shape.list && !level.element;
  return {
    $not: operators(shape, level),
    ...(ofList && { $elemMatch: operators(shape, { ...level, element: true }) }),
  };
}

/** One or two operators behind a fact. */
function operators(field: Shape, level: Level): fc.Arbitrary<JsonObject> {
  const entries = Object.entries(operatorsOf(field, level));
  const each = fc.oneof(...entries.map(([key, operand]) => operand.map((value): JsonObject => ({ [key]: value }))));
  return fc.tuple(each, fc.option(each, { freq: 3 })).map(([first, second]): JsonObject => ({ ...first, ...second }));
}

/** A fact of any kind, compared with a value or by operators. */
export function comparison(nullOrders: boolean): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    ...fields.map((field) => {
      const behind = fc.oneof(
        { weight: 1, arbitrary: operands[field.kind] },
        { weight: 6, arbitrary: operators(field, { element: false, depth: 2, nullOrders }) },
      );
      return behind.map((value): JsonObject => ({ [field.path]: value }));
    }),
  );
}
