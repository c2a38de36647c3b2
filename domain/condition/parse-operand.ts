import type { Scalar } from '../json.ts';
import { parseDuration } from '../time/duration.ts';
import type { FactType, Operand } from './condition.ts';
import type { Fact } from './fact.ts';
import { foundWords, isMapping, quoted } from './found.ts';
import { parseIsoDate } from './iso-date.ts';
import { longestList, longestText } from './limits.ts';
import { didYouMean } from './nearest.ts';
import type { At, Parsing } from './parsing.ts';
import { versionKey } from './version.ts';

/** One operand to be read: of which fact, where, in which parse. */
export interface Reading {
  readonly fact: Fact;
  readonly at: At;
  readonly parsing: Parsing;
}

const expected: Readonly<Record<FactType, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date such as 2026-03-01 or 2026-03-01T09:00:00Z, or { $ago: 3d }',
  version: 'a version such as "1.10.2"',
};

/** A value of the fact's type, or null for what is not set. Undefined, with a problem, for anything else. */
function parseScalar(raw: unknown, { fact, at, parsing }: Reading): Scalar | undefined {
  if (raw === null) return null;
  const value = readers[fact.type](raw, parsing.vocabulary.zone);
  if (value === undefined) {
    const found = `found ${foundWords(raw)}, expected ${expected[fact.type]}${typeHint(raw, fact)}`;
    parsing.problem(at, 'OPERAND_INVALID', `${quoted(fact.path)}: ${found}`);
    return undefined;
  }
  if (fact.among === null || fact.among.includes(String(value))) return value;
  const near = didYouMean(String(value), fact.among);
  parsing.problem(at, 'NAME_UNKNOWN', `${quoted(fact.path)} has no arm ${quoted(String(value))}${near}`);
  return undefined;
}

type Read = (raw: unknown, zone: string) => Scalar | undefined;

const readers: Readonly<Record<FactType, Read>> = {
  string: (raw) => (isText(raw) ? raw : undefined),
  number: (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined),
  boolean: (raw) => (typeof raw === 'boolean' ? raw : undefined),
  date: (raw, zone) => (typeof raw === 'string' ? (parseIsoDate(raw, zone) ?? undefined) : undefined),
  version: (raw) => (typeof raw === 'string' && versionKey(raw) !== null ? raw : undefined),
};

function isText(raw: unknown): raw is string {
  return typeof raw === 'string' && raw.length <= longestText;
}

function typeHint(raw: unknown, { type }: Fact): string {
  if (typeof raw === 'number' && (type === 'string' || type === 'version')) return `: put it in quotes, "${raw}"`;
  return typeof raw === 'string' && raw.length > longestText ? ` of at most ${longestText} characters` : '';
}

/** What equality compares with: a value, or of a list fact a whole list. */
export function parseEqualOperand(raw: unknown, reading: Reading): Operand | null {
  if (reading.fact.list && Array.isArray(raw)) return parseListOperand(raw, reading);
  if (Array.isArray(raw)) {
    const message = `${quoted(reading.fact.path)} is not declared as a list: for one of several values use $in`;
    return reading.parsing.problem(reading.at, 'OPERAND_INVALID', message);
  }
  if (isMapping(raw) && isRelative(raw)) {
    const message = 'no date is ever equal to a moving one: use $gt, $gte, $lt or $lte with $ago or $ahead';
    return reading.parsing.problem(reading.at, 'OPERAND_INVALID', message);
  }
  return valueOperand(parseScalar(raw, reading));
}

/** What an order compares with: a value that has one, or a date relative to now. */
export function parseOrderOperand(raw: unknown, reading: Reading): Operand | null {
  const { fact, at, parsing } = reading;
  if (fact.type === 'boolean') {
    return parsing.problem(
      at,
      'OPERAND_INVALID',
      `${quoted(fact.path)} is true or false: neither is more than the other`,
    );
  }
  if (fact.type === 'date' && isMapping(raw)) return parseRelative(raw, reading);
  return valueOperand(parseScalar(raw, reading));
}

/** A list of values of the fact's type, each with its own problem. */
export function parseListOperand(raw: unknown, reading: Reading): Operand | null {
  const { at, parsing } = reading;
  if (!Array.isArray(raw)) return parsing.problem(at, 'OPERAND_INVALID', `found ${foundWords(raw)}, expected a list`);
  if (raw.length > longestList) {
    const message = `a list of ${raw.length} values is longer than ${longestList}: publish them as a trait instead`;
    return parsing.problem(at, 'CONDITION_TOO_LARGE', message);
  }
  const values = raw.map((value: unknown, index) => parseScalar(value, { ...reading, at: [...at, index] }));
  const read = values.filter((value) => value !== undefined);
  return read.length === values.length ? { kind: 'list', values: read } : null;
}

/** Literal text, of a text fact only. */
export function parseTextOperand(raw: unknown, reading: Reading): Operand | null {
  const { fact, at, parsing } = reading;
  if (fact.type !== 'string') {
    return parsing.problem(
      at,
      'OPERAND_INVALID',
      `${quoted(fact.path)} holds no text to look into: it is ${expected[fact.type]}`,
    );
  }
  if (isText(raw) && raw !== '') return { kind: 'value', value: raw };
  return parsing.problem(at, 'OPERAND_INVALID', `found ${foundWords(raw)}, expected some text`);
}

/** True or false. */
export function parseFlagOperand(raw: unknown, { at, parsing }: Reading): Operand | null {
  if (typeof raw === 'boolean') return { kind: 'value', value: raw };
  return parsing.problem(at, 'OPERAND_INVALID', `found ${foundWords(raw)}, expected true or false`);
}

/** A whole number of elements. */
export function parseSizeOperand(raw: unknown, { at, parsing }: Reading): Operand | null {
  if (typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0) return { kind: 'value', value: raw };
  return parsing.problem(at, 'OPERAND_INVALID', `found ${foundWords(raw)}, expected a whole number of elements`);
}

function isRelative(raw: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(raw, '$ago') || Object.hasOwn(raw, '$ahead');
}

function parseRelative(raw: Readonly<Record<string, unknown>>, { at, parsing }: Reading): Operand | null {
  const [entry, ...others] = Object.entries(raw);
  const [key, text] = entry ?? [];
  if (others.length > 0 || (key !== '$ago' && key !== '$ahead')) {
    return parsing.problem(at, 'OPERAND_INVALID', 'expected one of { $ago: 3d } and { $ahead: 3d }');
  }
  const duration = typeof text === 'string' ? parseDuration(text) : null;
  if (duration !== null) return { kind: 'relative', offset: key === '$ago' ? 0 - duration : duration };
  const message = `found ${foundWords(text)}, expected a duration such as 3d: a whole number and s, m, h, d or w`;
  return parsing.problem([...at, key], 'OPERAND_INVALID', message);
}

function valueOperand(value: Scalar | undefined): Operand | null {
  return value === undefined ? null : { kind: 'value', value };
}
