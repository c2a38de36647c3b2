import type { Condition } from '../condition.ts';
import { isGroup, type Group } from '../leaves.ts';
import { atomOfDone, formulaOfField } from './atoms.ts';
import { everybody, joinedBy, type Formula } from './shape.ts';

/**
 * A condition as `and` and `or` of atoms that are asked or denied, its segments expanded and every denial carried down to
 * the atoms: what containment is decided on. It holds for the same users at the same instants.
 */
export function formulaOf(condition: Condition, asked = true): Formula {
  if (isGroup(condition)) return ofGroup(condition, asked);
  switch (condition.kind) {
    case 'segment':
      return formulaOf(condition.condition, asked === condition.is);
    case 'field':
      return formulaOfField(condition, asked);
    case 'did':
    case 'completed':
      return atomOfDone(condition, asked);
    case 'feature':
      return formulaOf(condition.condition, asked);
    case 'recent':
    case 'since':
      return { kind: 'atom', atom: { kind: 'other', condition, asked } };
  }
}

/** "None of" is that each is denied; who denies a group denies it by its opposite. */
function ofGroup({ kind, of }: Group, asked: boolean): Formula {
  const inner = kind === 'nor' ? !asked : asked;
  const all = kind === 'or' ? !asked : asked;
  if (of.length === 0) return all ? everybody : { kind: 'or', of: [] };
  return joinedBy(all ? 'and' : 'or', of.map((each) => formulaOf(each, inner))); // prettier-ignore
}
