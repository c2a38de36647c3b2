import { canonicalJson } from '../../canonical-json.ts';
import type { Test } from '../condition.ts';
import { scalarOf } from '../predicates.ts';
import type { FactAtom } from './shape.ts';
import { fails, halfWithin, halvesApart, needsValue, passes, textWithin, valuesOf } from './values.ts';

/** Whether a fact can only ever be one value, never a list. */
export type IsSingle = (path: string) => boolean;

/**
 * Whether an atom holds wherever another one of the same fact does. Of a fact that may be a list a test holds when any of
 * its values passes: what is asked tells about what is asked, what is denied about what is denied. Only of a single value
 * one tells about the other.
 */
export function factWithin(inner: FactAtom, outer: FactAtom, isSingle: IsSingle): boolean {
  if (inner.path !== outer.path || inner.type !== outer.type) return false;
  if (inner.asked && outer.asked) return within(inner.test, outer.test);
  if (!inner.asked && !outer.asked) return within(outer.test, inner.test);
  if (!isSingle(inner.path)) return false;
  return inner.asked ? apart(inner.test, outer.test) : isPresent(inner.test, outer.test);
}

/** Whether the atoms of one single value cannot hold together. */
export function factsApart(atoms: readonly FactAtom[]): boolean {
  return candidatesOf(atoms)?.length === 0 || atoms.some((one) => atoms.some((other) => clash(one, other)));
}

function clash(one: FactAtom, other: FactAtom): boolean {
  if (one.asked && other.asked) return apart(one.test, other.test);
  return one.asked && !other.asked && within(one.test, other.test);
}

/** Whether an atom holds for all that the values of a single fact can be, where the others leave few enough to list. */
export function candidatesWithin(atoms: readonly FactAtom[], outer: FactAtom): boolean {
  const candidates = candidatesOf(atoms);
  return candidates?.every((value) => (outer.asked ? passes(outer.test, value) : fails(outer.test, value))) ?? false;
}

/** The values for which all of the atoms may hold; null where they cannot be listed. */
function candidatesOf(atoms: readonly FactAtom[]) {
  const listed = atoms.map(({ asked, test }) => (asked ? valuesOf(test) : null)).find((values) => values !== null);
  const left = listed?.filter((value) => !atoms.some(({ asked, test }) => (asked ? fails : passes)(test, value)));
  return left ?? null;
}

/** Whether every value that passes the one passes the other. */
function within(inner: Test, outer: Test): boolean {
  if (canonicalJson(inner) === canonicalJson(outer)) return true;
  if (inner.kind !== 'compare' || outer.kind !== 'compare') return false;
  const listed = valuesOf(inner);
  if (listed !== null) return listed.every((value) => passes(outer, value));
  if (outer.comparison === 'exists' && scalarOf(outer.operand) === true) return needsValue(inner);
  return halfWithin(inner, outer) || textWithin(inner, outer);
}

/** Whether no value passes both. */
function apart(one: Test, other: Test): boolean {
  if (one.kind !== 'compare' || other.kind !== 'compare') return false;
  const [mine, others] = [valuesOf(one), valuesOf(other)];
  if (mine !== null) return mine.every((value) => fails(other, value));
  if (others !== null) return others.every((value) => fails(one, value));
  return halvesApart(one, other);
}

/** What is not null is there. */
function isPresent(denied: Test, outer: Test): boolean {
  const isNull = valuesOf(denied)?.includes(null) ?? false;
  return isNull && outer.kind === 'compare' && outer.comparison === 'exists' && scalarOf(outer.operand) === true;
}
