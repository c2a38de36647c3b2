import type { Json, Scalar } from '../json.ts';
import type { Facts } from '../profile/facts.ts';
import type { Instant } from '../time/instant.ts';
import { comparableOf } from './comparable.ts';
import type { FieldCondition, Operand, Test } from './condition.ts';
import { compileTests, valueLift, valuesLift } from './matcher.ts';
import { readerOf } from './read-fact.ts';
import { versionKey } from './version.ts';

/** A compiled condition: pure, and as often called as anybody asks. */
export type Holds = (facts: Facts, now: Instant) => boolean;

/** Compiles the comparison of one fact. */
export function compileField(field: FieldCondition): Holds {
  const tests = comparableTests(field);
  const reader = readerOf(field.path);
  const comparable = comparableValue(field);
  if (reader.kind === 'many') {
    const matches = compileTests(tests, valuesLift);
    return (facts, now) => matches(reader.read(facts).map(comparable), now);
  }
  const matches = compileTests(tests, valueLift);
  return (facts, now) => matches(comparable(reader.read(facts)), now);
}

/** What a value of the field is compared as; missing stays missing. */
export function comparableValue({ type, zone }: FieldCondition): (value: Json | undefined) => Json | undefined {
  const comparable = comparableOf(type, zone);
  if (comparable === null) return (value) => value;
  return (value) => (value === undefined ? undefined : comparable(value));
}

/** The field's tests with operands as they are compared: authored versions become sortable texts. */
export function comparableTests(field: FieldCondition): readonly Test[] {
  return field.type === 'version' ? withComparableOperands(field.tests) : field.tests;
}

function withComparableOperands(tests: readonly Test[]): readonly Test[] {
  return tests.map((test) =>
    test.kind === 'compare'
      ? { ...test, operand: comparableOperand(test.operand) }
      : { ...test, tests: withComparableOperands(test.tests) },
  );
}

function comparableOperand(operand: Operand): Operand {
  if (operand.kind === 'list') return { kind: 'list', values: operand.values.map(comparableScalar) };
  return operand.kind === 'value' ? { kind: 'value', value: comparableScalar(operand.value) } : operand;
}

function comparableScalar(value: Scalar): Scalar {
  return typeof value === 'string' ? (versionKey(value) ?? value) : value;
}
