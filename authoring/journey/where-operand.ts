import type { Comparison } from '../../domain/condition/condition.ts';
import { longestList, longestText } from '../../domain/condition/limits.ts';
import type { PropertyTest } from '../../domain/journey/program.ts';
import type { Scalar } from '../../domain/json.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { found } from '../read/found.ts';

export type Operand = PropertyTest['operand'];

interface Expectation {
  readonly words: string;
  /** Whether it is of this kind; a property has no declared type, so any that makes sense. */
  readonly fits: (value: unknown) => boolean;
  /** Whether a reference may stand there. */
  readonly refers: boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= longestText;
const isNumber = (value: unknown): boolean => typeof value === 'number';

const any: Expectation = {
  words: 'text, a number, true, false or { $ref: … }',
  fits: (value) => value === null || isText(value) || isNumber(value) || typeof value === 'boolean',
  refers: true,
};
const ordered: Expectation = {
  words: 'a number, text or { $ref: … }',
  fits: (value) => isText(value) || isNumber(value),
  refers: true,
};
const text: Expectation = {
  words: 'some text or { $ref: … }',
  fits: (value) => isText(value) && value !== '',
  refers: true,
};
const flag: Expectation = {
  words: 'true or false',
  fits: (value) => typeof value === 'boolean',
  refers: false,
};
const count: Expectation = {
  words: 'a whole number of elements',
  fits: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  refers: false,
};

const expectations: Readonly<Record<Exclude<Comparison, 'in' | 'nin' | 'all'>, Expectation>> = {
  eq: any,
  ne: any,
  gt: ordered,
  gte: ordered,
  lt: ordered,
  lte: ordered,
  exists: flag,
  size: count,
  starts: text,
  ends: text,
  contains: text,
};

/** Reads what a property is compared with: a value, a list, or a reference; null where it is wrong. */
export function readOperand(comparison: Comparison, cursor: Cursor): Operand | null {
  if (comparison === 'in' || comparison === 'nin' || comparison === 'all') return readList(cursor);
  const { words, fits, refers } = expectations[comparison];
  if (isMapping(cursor.value) && Object.hasOwn(cursor.value, '$ref') && refers) return readReference(cursor);
  if (fits(cursor.value)) return { kind: 'value', value: cursor.value as Scalar };
  const hint = Array.isArray(cursor.value) ? '; for one of several values use $in' : '';
  return cursor.refuse('OPERAND_INVALID', `found ${found(cursor.value)}, expected ${words}${hint}`);
}

function readList(cursor: Cursor): Operand | null {
  const { value } = cursor;
  const length = Array.isArray(value) ? value.length : 0;
  if (length === 0 || length > longestList) {
    return cursor.refuse('OPERAND_INVALID', `found ${found(value)}, expected a list of 1 to ${longestList} values`);
  }
  const wrong = cursor.items().find((item) => !any.fits(item.value));
  if (wrong === undefined) return { kind: 'list', values: value as readonly Scalar[] };
  return wrong.refuse('OPERAND_INVALID', `found ${found(wrong.value)}, expected text, a number, true or false`);
}

const reference = /^(entry|waits\.[a-z0-9][a-z0-9-]{0,39})\.properties(\.[^\p{Cc}.]+)+$/u;

/** `{ $ref: entry.properties.projectId }`; which waits there are is known when the whole journey was read. */
function readReference(cursor: Cursor): Operand | null {
  const target = cursor.at('$ref');
  const beside = cursor.entries().find(([key]) => key !== '$ref');
  if (beside !== undefined)
    return beside[1].refuse('KEY_UNKNOWN', `found "${beside[0]}" beside "$ref", expected it alone`, 'key');
  if (typeof target.value === 'string' && target.value.length <= 200 && reference.test(target.value)) {
    return { kind: 'ref', path: target.value };
  }
  const words = 'entry.properties.<name>, or waits.<name>.properties.<name> of an earlier wait';
  return target.refuse('OPERAND_INVALID', `found ${found(target.value)}, expected ${words}`);
}
