import type { Condition } from './condition.ts';
import { compileDid } from './did.ts';
import { compileField, type Holds } from './compile-field.ts';
import { counterOf, isDoneSince } from './read-fact.ts';

/** Compiles a condition once into a function that answers whether it holds for facts at an instant. */
export function compileCondition(condition: Condition): Holds {
  switch (condition.kind) {
    case 'and':
      return all(condition.of.map(compileCondition));
    case 'or':
      return any(condition.of.map(compileCondition));
    case 'nor':
      return not(any(condition.of.map(compileCondition)));
    case 'field':
      return compileField(condition);
    case 'did':
      return compileDid(condition);
    case 'since':
      return (facts) => isDoneSince(condition, facts);
    case 'completed':
      return (facts) => (counterOf(facts, condition.event) !== undefined) === condition.is;
    case 'segment':
      return condition.is ? compileCondition(condition.condition) : not(compileCondition(condition.condition));
  }
}

function all(conditions: readonly Holds[]): Holds {
  return (facts, now) => conditions.every((holds) => holds(facts, now));
}

function any(conditions: readonly Holds[]): Holds {
  return (facts, now) => conditions.some((holds) => holds(facts, now));
}

function not(condition: Holds): Holds {
  return (facts, now) => !condition(facts, now);
}
