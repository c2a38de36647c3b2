import { operators } from '../../domain/condition/operators.ts';
import { didYouMean } from '../../domain/condition/nearest.ts';
import type { PropertyTest } from '../../domain/journey/program.ts';
import { type Cursor, isMapping } from '../read/cursor.ts';
import { found } from '../read/found.ts';
import type { Use } from './compiler.ts';
import { readOperand, type Operand } from './where-operand.ts';

/** The tests of an event's properties, and what they refer to. */
export interface Where {
  readonly tests: readonly PropertyTest[];
  readonly uses: readonly Use[];
}

/** Tests of one event: more than anybody reads. */
const most = 20;

/** Reads `where: { properties.rows: { $gte: 100 } }`; null where it is wrong. Where there is none, nothing is tested. */
export function readWhere(where: Cursor): Where | null {
  if (where.value === undefined) return { tests: [], uses: [] };
  const entries = where.entries();
  if (!isMapping(where.value) || entries.length === 0) {
    const message = `found ${found(where.value)}, expected tests of properties, such as { properties.rows: { $gte: 100 } }`;
    return where.refuse('VALUE_INVALID', message);
  }
  const read = entries.flatMap(([path, cursor]) => readProperty(path, cursor));
  const tests = read.filter((test) => test !== null);
  if (tests.length < read.length) return null;
  if (tests.length > most)
    return where.refuse('VALUE_INVALID', `found ${tests.length} tests, expected at most ${most}`);
  const uses = tests.flatMap(({ operand, cursor }) => {
    return operand.kind === 'ref' ? [{ cursor, path: operand.path.split('.'), template: false }] : [];
  });
  return { tests: tests.map(({ path, comparison, operand }) => ({ path, comparison, operand })), uses };
}

interface Read extends PropertyTest {
  readonly cursor: Cursor;
}

function readProperty(path: string, cursor: Cursor): readonly (Read | null)[] {
  if (!/^properties(\.[^\p{Cc}.]+)+$/u.test(path) || path.length > 200) {
    return [
      cursor.refuse('VALUE_INVALID', `found the key "${path}", expected a property such as properties.rows`, 'key'),
    ];
  }
  const compared = (comparison: PropertyTest['comparison'], operand: Operand | null): Read | null =>
    operand === null ? null : { path: path.slice('properties.'.length), comparison, operand, cursor };
  if (!isMapping(cursor.value) || Object.hasOwn(cursor.value, '$ref')) {
    return [compared('eq', readOperand('eq', cursor))];
  }
  const entries = cursor.entries();
  if (entries.length === 0) return [cursor.refuse('VALUE_INVALID', 'found an empty mapping, expected a test')];
  return entries.map(([key, operand]) => {
    const operator = Object.hasOwn(operators, key) ? operators[key] : undefined;
    if (operator === undefined) return unknownOperator(key, operand);
    return compared(operator.comparison, readOperand(operator.comparison, operand));
  });
}

function unknownOperator(key: string, cursor: Cursor): null {
  const known = Object.keys(operators);
  const slip = didYouMean(key, known) || `; known here: ${known.join(', ')}`;
  return cursor.refuse('OPERATOR_UNKNOWN', `"${key}" is no test of a property${slip}`, 'key');
}
