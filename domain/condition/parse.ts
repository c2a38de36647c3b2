import type { Parsed } from '../result.ts';
import { excludesNewborns } from './age.ts';
import type { Condition } from './condition.ts';
import { parseFact } from './fact.ts';
import { foundWords, isMapping, quoted } from './found.ts';
import { deepest } from './limits.ts';
import { didYouMean } from './nearest.ts';
import { operators, refused } from './operators.ts';
import { parseDid } from './parse-did.ts';
import { parseFeature } from './parse-feature.ts';
import { parseField } from './parse-field.ts';
import { completed, segments } from './memberships.ts';
import { parseMembership } from './parse-membership.ts';
import { createParsing, type At, type Parsing } from './parsing.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Parses an authored condition against the names of its workspace. Never throws: everything that is wrong is told at
 * once, each with its path, what was found and what would be right; what may surprise comes as warnings.
 */
export function parseCondition(raw: unknown, vocabulary: Vocabulary): Parsed<Condition> {
  const parsing = createParsing(vocabulary);
  const value = parseClauses(raw, { at: [], parsing, depth: 0 });
  if (value === null || parsing.problems.length > 0) return { ok: false, problems: parsing.problems };
  for (const at of parsing.newborns) parsing.warn(at, 'CONDITION_NEWBORNS', newborns);
  return parsing.warnings.length === 0 ? { ok: true, value } : { ok: true, value, warnings: parsing.warnings };
}

const newborns =
  'also matches everybody who has only just come: add an age, such as events.Signed Up.first: { $lte: { $ago: 14d } }';

interface Place {
  readonly at: At;
  readonly parsing: Parsing;
  readonly depth: number;
}

const groups: Readonly<Record<string, 'and' | 'or' | 'nor'>> = { $and: 'and', $or: 'or', $nor: 'nor' };

/** A mapping: every clause has to hold. */
function parseClauses(raw: unknown, place: Place): Condition | null {
  const { at, parsing, depth } = place;
  if (!isMapping(raw)) {
    const message = `found ${foundWords(raw)}, expected a condition, such as { traits.plan: team }`;
    return parsing.problem(at, 'CONDITION_INVALID', message);
  }
  if (depth > deepest) return parsing.problem(at, 'CONDITION_TOO_LARGE', `nested more than ${deepest} deep`);
  const keys = Object.keys(raw);
  if (!parsing.spend(at, keys.length)) return null;
  return conjunction(keys, parsing, (key) => parseClause(key, raw[key], { ...place, at: [...at, key] }));
}

function parseClause(key: string, raw: unknown, place: Place): Condition | null {
  const { at, parsing } = place;
  const kind = Object.hasOwn(groups, key) ? groups[key] : undefined;
  if (kind !== undefined) return parseGroup(kind, raw, place);
  if (key === 'did') return parseDid(raw, at, parsing);
  if (key === 'segments') return parseMembership(raw, { membership: segments, at, parsing });
  if (key === 'completed') return parseMembership(raw, { membership: completed, at, parsing });
  if (key.startsWith('$')) return misplacedOperator(key, at, parsing);
  if (key.startsWith('features.')) return parseFeature(key.slice('features.'.length), raw, { at, parsing });
  const fact = parseFact(key, at, parsing);
  return fact === null ? null : parseField(raw, { fact, at, parsing });
}

function parseGroup(kind: 'and' | 'or' | 'nor', raw: unknown, place: Place): Condition | null {
  const { at, parsing, depth } = place;
  if (!Array.isArray(raw) || raw.length === 0) {
    const message = `$${kind}: found ${foundWords(raw)}, expected a list of conditions`;
    return parsing.problem(at, 'CONDITION_INVALID', message);
  }
  const parse = (each: unknown, index: number): Condition | null =>
    parseClauses(each, { at: [...at, index], parsing, depth: depth + 1 });
  if (kind === 'and') return conjunction(raw, parsing, parse);
  const pending = parsing.newborns.length;
  const of = complete(raw.map(parse));
  // "None of" turns a warning's sense around.
  if (kind === 'nor') parsing.newborns.length = pending;
  return of === null ? null : { kind, of };
}

/** All of them have to hold; an age clause among them settles what the others said of newborns. */
function conjunction<Item>(
  items: readonly Item[],
  parsing: Parsing,
  parse: (item: Item, index: number) => Condition | null,
): Condition | null {
  const pending = parsing.newborns.length;
  const of = complete(items.map(parse));
  if (of === null) return null;
  if (of.some(excludesNewborns)) parsing.newborns.length = pending;
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: 'and', of };
}

/** All conditions, or null where one of them could not be parsed. */
function complete(conditions: readonly (Condition | null)[]): readonly Condition[] | null {
  const parsed = conditions.filter((condition) => condition !== null);
  return parsed.length === conditions.length ? parsed : null;
}

function misplacedOperator(key: string, at: At, parsing: Parsing): null {
  if (key === '$not') {
    const message = '$not negates what one fact is compared with; to negate a condition write { $nor: [ … ] }';
    return parsing.problem(at, 'OPERATOR_UNKNOWN', message);
  }
  const reason = Object.hasOwn(refused, key) ? refused[key] : undefined;
  if (reason !== undefined) return parsing.problem(at, 'OPERATOR_REFUSED', `${key} is not allowed: ${reason}`);
  if (Object.hasOwn(operators, key)) {
    const message = `${key} stands behind a fact, as in { traits.plan: { $ne: team } }`;
    return parsing.problem(at, 'OPERATOR_UNKNOWN', message);
  }
  const near = didYouMean(key, Object.keys(groups));
  return parsing.problem(at, 'OPERATOR_UNKNOWN', `${quoted(key)} is no operator${near}`);
}
