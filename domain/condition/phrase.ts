import { durationWords } from '../time/duration.ts';
import type { Comparison, FieldCondition, Operand, Test } from './condition.ts';
import { listOf, scalarOf } from './predicates.ts';
import { dateWords, operandWords } from './value-words.ts';

/** What a test says of a value, and its opposite, each as a predicate (`is at least 18`) and bare (`at least 18`). */
export interface Phrase {
  readonly yes: string;
  readonly no: string;
  readonly bare: string;
  readonly bareNot: string;
}

/** The words of one test of a field. */
export function phraseOf(test: Test, field: FieldCondition): Phrase {
  if (test.kind === 'compare') return phrases[test.comparison](test.operand, field);
  const inner = test.tests.map((each) => phraseOf(each, field).bare).join(' and ');
  return test.kind === 'not' ? opposite(being(inner)) : having(`one ${inner}`);
}

type Phrasing = (operand: Operand, field: FieldCondition) => Phrase;

const phrases: Readonly<Record<Comparison, Phrasing>> = {
  eq: equal,
  ne: (operand, field) => opposite(equal(operand, field)),
  gt: ordered({ number: 'more than', date: 'after', ago: 'less than', ahead: 'more than' }),
  gte: ordered({ number: 'at least', date: 'at or after', ago: 'at most', ahead: 'at least' }),
  lt: ordered({ number: 'less than', date: 'before', ago: 'more than', ahead: 'less than' }),
  lte: ordered({ number: 'at most', date: 'at or before', ago: 'at least', ahead: 'at most' }),
  in: (operand, field) => being(`one of ${wordsOf(operand, field)}`),
  nin: (operand, field) => opposite(being(`one of ${wordsOf(operand, field)}`)),
  all: (operand, field) => having(`all of ${wordsOf(operand, field)}`),
  exists: (operand) => (scalarOf(operand) === true ? being('set') : opposite(being('set'))),
  size: (operand) => having(`${String(scalarOf(operand))} values`),
  starts: spelling('start'),
  ends: spelling('end'),
  contains: (operand, field) => {
    const text = wordsOf(operand, field);
    return {
      yes: `contains ${text}`,
      no: `does not contain ${text}`,
      bare: `containing ${text}`,
      bareNot: `not containing ${text}`,
    };
  },
};

/** What is equal to null is not set. */
function equal(operand: Operand, field: FieldCondition): Phrase {
  const isNull = operand.kind === 'value' && operand.value === null;
  if (isNull) return opposite(being('set'));
  return being(operand.kind === 'list' ? `[${wordsOf(operand, field)}]` : wordsOf(operand, field));
}

interface OrderWords {
  readonly number: string;
  readonly date: string;
  /** Of dates in the past, which are larger the fewer days ago they are. */
  readonly ago: string;
  readonly ahead: string;
}

function ordered({ number, date, ago, ahead }: OrderWords): Phrasing {
  return (operand, field) => {
    const words = wordsOf(operand, field);
    if (operand.kind === 'relative') return being(`${operand.offset > 0 ? ahead : ago} ${words}`);
    return being(`${field.type === 'date' ? date : number} ${words}`);
  };
}

function spelling(verb: string): Phrasing {
  return (operand, field) => {
    const text = wordsOf(operand, field);
    return {
      yes: `${verb}s with ${text}`,
      no: `does not ${verb} with ${text}`,
      bare: `${verb}ing with ${text}`,
      bareNot: `not ${verb}ing with ${text}`,
    };
  };
}

/** An operand as its author thinks of it. */
function wordsOf(operand: Operand, field: FieldCondition): string {
  if (operand.kind === 'relative') {
    return `${durationWords(Math.abs(operand.offset))} ${operand.offset > 0 ? 'ahead' : 'ago'}`;
  }
  const values = operand.kind === 'list' ? listOf(operand) : [operand.value];
  const words = values.map((value) =>
    field.type === 'date' && typeof value === 'number' ? dateWords(value, field.zone ?? 'UTC') : operandWords(value),
  );
  return words.join(', ');
}

function being(words: string): Phrase {
  return { yes: `is ${words}`, no: `is not ${words}`, bare: words, bareNot: `not ${words}` };
}

function having(words: string): Phrase {
  return { yes: `has ${words}`, no: `does not have ${words}`, bare: `having ${words}`, bareNot: `not having ${words}` };
}

function opposite({ yes, no, bare, bareNot }: Phrase): Phrase {
  return { yes: no, no: yes, bare: bareNot, bareNot: bare };
}
