import { canonicalJson } from '../../canonical-json.ts';
import type { Condition } from '../condition.ts';
import { doneApart, doneWithin } from './done.ts';
import { candidatesWithin, factsApart, factWithin, type IsSingle } from './fact.ts';
import { formulaOf } from './formula.ts';
import type { Atom, FactAtom, Formula } from './shape.ts';
import { valuesOf } from './values.ts';

/**
 * Steps after which nothing is said: `or` within `and` within `or` can be asked about in exponentially many ways, and who
 * validates a workspace waits for the answer.
 */
const mostSteps = 2_000;

/**
 * Whether nobody can be met by a condition and by none of the others, whatever is known of them and whenever it is
 * asked. A yes is certain; a no may be a yes that this does not see. A condition that nobody can meet is contained in
 * everything, and in nothing at all (`others` empty).
 * @param isSingle of which facts it is certain that they are no lists: the more, the more is seen
 */
export function isContained(condition: Condition, others: readonly Condition[], isSingle: IsSingle): boolean {
  const outer: Formula = { kind: 'or', of: others.map((each) => formulaOf(each)) };
  return prove([formulaOf(condition)], outer, { isSingle, budget: { left: mostSteps } });
}

interface Proof {
  readonly isSingle: IsSingle;
  readonly budget: { left: number };
}

/** Whether the outer formula holds wherever all of the inner ones do. */
function prove(inner: readonly Formula[], outer: Formula, proof: Proof): boolean {
  proof.budget.left -= 1;
  if (proof.budget.left < 0) return false;
  const facts = inner.flatMap((each) => (each.kind === 'and' ? each.of : [each]));
  if (facts.some(({ kind }) => kind === 'and')) return prove(facts, outer, proof);
  if (outer.kind === 'and') return outer.of.every((each) => prove(facts, each, proof));
  const atoms = facts.flatMap((each) => (each.kind === 'atom' ? [each.atom] : []));
  if (isImpossible(atoms, proof.isSingle) || alternatives(outer).some((each) => follows(atoms, each, proof)))
    return true;
  return byCases(facts, outer, proof);
}

function alternatives(outer: Formula): readonly Formula[] {
  return outer.kind === 'or' ? outer.of : [outer];
}

/** Whether one alternative follows from the atoms alone. */
function follows(atoms: readonly Atom[], outer: Formula, proof: Proof): boolean {
  proof.budget.left -= 1;
  if (outer.kind !== 'atom') {
    const each = (part: Formula): boolean => follows(atoms, part, proof);
    return outer.kind === 'and' ? outer.of.every(each) : outer.of.some(each);
  }
  return (
    atoms.some((each) => atomWithin(each, outer.atom, proof.isSingle)) || jointly(atoms, outer.atom, proof.isSingle)
  );
}

/** Where one of several things holds, it is asked of each of them. */
function byCases(facts: readonly Formula[], outer: Formula, proof: Proof): boolean {
  const index = facts.findIndex((each) => each.kind === 'or' || listedCases(each, outer) !== null);
  const split = facts[index];
  if (split === undefined) return false;
  const rest = facts.filter((_, each) => each !== index);
  const cases = split.kind === 'or' ? split.of : (listedCases(split, outer) ?? []);
  return cases.every((each) => prove([...rest, each], outer, proof));
}

/** More values than an author lists in several rules. */
const mostCases = 20;

/** A value that is one of several is each of them in turn, where there are several places for it to be. */
function listedCases(formula: Formula, outer: Formula): readonly Formula[] | null {
  if (formula.kind !== 'atom' || outer.kind !== 'or' || outer.of.length < 2) return null;
  const { atom } = formula;
  if (atom.kind !== 'fact' || !atom.asked) return null;
  const values = valuesOf(atom.test);
  if (values === null || values.length < 2 || values.length > mostCases) return null;
  return values.map((value) => {
    const operand = { kind: 'value', value } as const;
    return { kind: 'atom', atom: { ...atom, test: { kind: 'compare', comparison: 'eq', operand } } };
  });
}

function atomWithin(inner: Atom, outer: Atom, isSingle: IsSingle): boolean {
  if (inner.kind === 'fact' && outer.kind === 'fact') return factWithin(inner, outer, isSingle);
  if (inner.kind === 'done' && outer.kind === 'done') return doneWithin(inner, outer);
  return inner.kind === 'other' && canonicalJson(inner) === canonicalJson(outer);
}

/** What several atoms of one single value say together. */
function jointly(atoms: readonly Atom[], outer: Atom, isSingle: IsSingle): boolean {
  if (outer.kind !== 'fact' || !isSingle(outer.path)) return false;
  return candidatesWithin(ofFact(atoms, outer), outer);
}

function isImpossible(atoms: readonly Atom[], isSingle: IsSingle): boolean {
  const done = atoms.filter((each) => each.kind === 'done');
  if (done.some((one) => done.some((other) => doneApart(one, other)))) return true;
  const facts = atoms.filter((each) => each.kind === 'fact');
  const single = new Map(facts.filter(({ path }) => isSingle(path)).map((each) => [`${each.path} ${each.type}`, each]));
  return [...single.values()].some((each) => factsApart(ofFact(facts, each)));
}

function ofFact(atoms: readonly Atom[], { path, type }: FactAtom): readonly FactAtom[] {
  return atoms.filter((each): each is FactAtom => each.kind === 'fact' && each.path === path && each.type === type);
}
