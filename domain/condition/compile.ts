import type { Condition } from './condition.ts';
import { compileDid } from './did.ts';
import { compileField, type Holds } from './compile-field.ts';
import { isGroup, type Group } from './leaves.ts';
import { counterOf, isDoneSince } from './read-fact.ts';
import { compileRecent } from './recent.ts';

/** Compiles a condition once into a function that answers whether it holds for facts at an instant. */
export function compileCondition(condition: Condition): Holds {
  if (isGroup(condition)) return compileGroup(condition);
  switch (condition.kind) {
    case 'field':
      return compileField(condition);
    case 'did':
      return compileDid(condition);
    case 'recent':
      return compileRecent(condition);
    case 'feature':
      return compileCondition(condition.condition);
    case 'since':
      return (facts) => isDoneSince(condition, facts);
    case 'completed':
      return (facts) => (counterOf(facts, condition.event) !== undefined) === condition.is;
    case 'segment':
      return condition.is ? compileCondition(condition.condition) : not(compileCondition(condition.condition));
  }
}

function compileGroup({ kind, of }: Group): Holds {
  const conditions = of.map(compileCondition);
  if (kind === 'and') return all(conditions);
  return kind === 'or' ? any(conditions) : not(any(conditions));
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
