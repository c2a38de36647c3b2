import type { FieldCondition, Test } from './condition.ts';
import type { Fact } from './fact.ts';
import { isMapping, quoted } from './found.ts';
import { deepest } from './limits.ts';
import { didYouMean } from './nearest.ts';
import { operators, refused, type Operator } from './operators.ts';
import { parseEqualOperand, type Reading } from './parse-operand.ts';

/** Parses what stands behind a fact: a value, or a mapping of operators. Null, with problems, if it is neither. */
export function parseField(raw: unknown, reading: Reading): FieldCondition | null {
  const tests = parseTests(raw, reading);
  if (tests === null) return null;
  const { path, type, named = false } = reading.fact;
  const field: FieldCondition = { kind: 'field', path, type, ...(named && { named }), tests };
  return type === 'date' ? { ...field, zone: reading.parsing.vocabulary.zone } : field;
}

function parseTests(raw: unknown, reading: Reading): readonly Test[] | null {
  if (isMapping(raw)) return parseOperators(raw, { ...reading, depth: 0, element: false });
  const operand = parseEqualOperand(raw, reading);
  return operand === null ? null : [{ kind: 'compare', comparison: 'eq', operand }];
}

interface Place extends Reading {
  readonly depth: number;
  /** Inside `$elemMatch`, where one element is compared. */
  readonly element: boolean;
}

function parseOperators(raw: Readonly<Record<string, unknown>>, place: Place): readonly Test[] | null {
  const { at, parsing, depth, fact } = place;
  const entries = Object.entries(raw);
  if (depth > deepest) return parsing.problem(at, 'CONDITION_TOO_LARGE', `nested more than ${deepest} deep`);
  if (entries.length === 0) {
    return parsing.problem(
      at,
      'CONDITION_INVALID',
      `${quoted(fact.path)} is compared with nothing: { $exists: true }?`,
    );
  }
  if (!parsing.spend(at, entries.length)) return null;
  const tests = entries.map(([key, operand]) => parseOperator(key, operand, { ...place, at: [...at, key] }));
  const parsed = tests.filter((test) => test !== null);
  return parsed.length === tests.length ? parsed : null;
}

function parseOperator(key: string, raw: unknown, place: Place): Test | null {
  if (key === '$not') return parseNested('not', raw, place);
  if (key === '$elemMatch') return onlyLists(key, place) ? parseNested('elem', raw, place) : null;
  const operator = Object.hasOwn(operators, key) ? operators[key] : undefined;
  return operator === undefined ? unknownOperator(key, place) : parseComparison(operator, raw, { ...place, key });
}

function parseComparison(operator: Operator, raw: unknown, place: Place & { readonly key: string }): Test | null {
  if (operator.ofLists && !onlyLists(place.key, place)) return null;
  const fact: Fact = place.element ? { ...place.fact, list: false } : place.fact;
  const operand = operator.parse(raw, { ...place, fact });
  if (operand === null) return null;
  if (operand.kind === 'list' && operand.values.length === 0 && operator.comparison !== 'eq') {
    const outcome = operator.comparison === 'nin' ? 'everybody' : 'nobody';
    place.parsing.warn(place.at, 'CONDITION_EMPTY_LIST', `${place.key} with an empty list matches ${outcome}`);
  }
  return { kind: 'compare', comparison: operator.comparison, operand };
}

function parseNested(kind: 'not' | 'elem', raw: unknown, place: Place): Test | null {
  if (!isMapping(raw)) {
    const example = kind === 'not' ? '{ $not: { $gte: 18 } }' : '{ $elemMatch: { $gte: 1, $lt: 5 } }';
    return place.parsing.problem(place.at, 'CONDITION_INVALID', `expected operators, as in ${example}`);
  }
  const element = place.element || kind === 'elem';
  const tests = parseOperators(raw, { ...place, depth: place.depth + 1, element });
  return tests === null ? null : { kind, tests };
}

/** Whether the place holds a list; notes a problem otherwise. */
function onlyLists(key: string, { fact, element, at, parsing }: Place): boolean {
  if (fact.list && !element) return true;
  const what = element ? `an element of ${quoted(fact.path)}` : quoted(fact.path);
  parsing.problem(at, 'OPERAND_INVALID', `${key} asks for a list, but ${what} is not declared as one`);
  return false;
}

function unknownOperator(key: string, { at, parsing, fact }: Place): null {
  const reason = Object.hasOwn(refused, key) ? refused[key] : undefined;
  if (reason !== undefined) return parsing.problem(at, 'OPERATOR_REFUSED', `${key} is not allowed: ${reason}`);
  if (key === '$ago' || key === '$ahead') {
    const message = `${key} is a date to compare with, as in { $gte: { ${key}: 3d } }`;
    return parsing.problem(at, 'OPERATOR_UNKNOWN', message);
  }
  if (!key.startsWith('$')) {
    const message = `a mapping of operators cannot hold ${quoted(key)}: a nested fact is written ${quoted(`${fact.path}.${key}`)}`;
    return parsing.problem(at, 'OPERATOR_UNKNOWN', message);
  }
  const known = [...Object.keys(operators), '$not', '$elemMatch'];
  return parsing.problem(at, 'OPERATOR_UNKNOWN', `${quoted(key)} is no operator${didYouMean(key, known)}`);
}
